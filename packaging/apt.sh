# What the scripts that need Debian's packages share; to be sourced.

as_root() {
    if [[ $(id -u) -eq 0 ]]; then
        env DEBIAN_FRONTEND=noninteractive "$@"
    elif command -v sudo >/dev/null; then
        sudo env DEBIAN_FRONTEND=noninteractive "$@"
    else
        echo "packages: expected root or sudo, found neither: run this as root: $*" >&2
        return 1
    fi
}

# Three tries at what speaks to a mirror: they hiccup; apt retries a download by itself, but not a failed index.
persist() {
    local try
    for try in 1 2 3; do
        "$@" && return
        echo "packages: $* failed (try $try of 3)" >&2
        sleep "$((try * 2))"
    done
    return 1
}

apt_options=(-qq -o Acquire::Retries=3 -o Dpkg::Use-Pty=0)
