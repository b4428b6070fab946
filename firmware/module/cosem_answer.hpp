#pragma once

#include "firmware/module/cosem_request.hpp"

namespace stapel::firmware {

// What the meter answers, without its LLC prefix (protocols 2.5, 2.6). Any bytes may come in; data belong to them.

/// One value as A-XDR carries it.
struct CosemData {
    uint8_t tag;
    const uint8_t* bytes;
    size_t length;
};

/// How the meter took an association or a request.
enum class CosemResult : uint8_t {
    good,
    challenge,  ///< the association goes on with the meter's challenge
    password,   ///< the secret is not the meter's
    refused,    ///< an error, an exception, or no answer that this request can have
};

/// Null when the LLC prefix of an answer is not there.
[[nodiscard]] Slice apdu_in(const uint8_t* information, size_t length);

/// `challenge` becomes the meter's 16 bytes when that is the result.
[[nodiscard]] CosemResult association_in(Slice answer, Slice& challenge);
/// What a get brought, for `take_value`. An answer in blocks counts as refused: nothing that is read here needs them.
[[nodiscard]] CosemResult data_in(Slice answer, Slice& data);
[[nodiscard]] CosemResult set_result_in(Slice answer);
/// The meter's answer to our challenge, 16 bytes; an error in its place means that ours was wrong.
[[nodiscard]] CosemResult proof_in(Slice answer, Slice& proof);

/// The first value of `data`, which loses it; a structure or an array yields its head alone, `bytes` then being its
/// count. False when it is cut off or of a kind that is not known.
[[nodiscard]] bool take_value(Slice& data, CosemData& value);

}  // namespace stapel::firmware
