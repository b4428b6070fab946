#include "ui/app/look/frame_digest.hpp"

#include <imgui.h>

#include <bit>
#include <functional>
#include <string_view>

namespace stapel::app {
namespace {

class Digest {
public:
    /// Of types without padding.
    template <typename Element>
    void add(const Element* first, int count) {
        const auto* bytes = reinterpret_cast<const char*>(first);
        add(std::hash<std::string_view>()({bytes, static_cast<std::size_t>(count) * sizeof(Element)}));
    }
    void add(std::uint64_t word) { value_ = (std::rotl(value_, 5) ^ word) * 0x9E37'79B9'7F4A'7C15ULL; }

    [[nodiscard]] std::uint64_t value() const { return value_; }

private:
    std::uint64_t value_ = 0;
};

}  // namespace

std::uint64_t frame_digest(const ImDrawData& frame) {
    Digest digest;
    digest.add(&frame.DisplaySize, 1);
    for (int i = 0; i < frame.CmdListsCount; ++i) {
        const ImDrawList& list = *frame.CmdLists[i];
        digest.add(list.VtxBuffer.Data, list.VtxBuffer.Size);
        digest.add(list.IdxBuffer.Data, list.IdxBuffer.Size);
        for (const auto& command : list.CmdBuffer) {
            digest.add(&command.ClipRect, 1);
            digest.add(reinterpret_cast<std::uintptr_t>(command.GetTexID()));
            digest.add(command.ElemCount);
            digest.add(command.VtxOffset);
            digest.add(command.IdxOffset);
        }
    }
    return digest.value();
}

}  // namespace stapel::app
