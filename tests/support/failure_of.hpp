#pragma once

#include "station/base/failure.hpp"

#include <catch2/catch.hpp>

namespace stapel::test {

/// The failure that `work` ends with; a test whose work ends without one has failed.
template <typename Work>
Failure failure_of(const Work& work) {
    try {
        work();
    } catch (const Failure& failure) {
        return failure;
    }
    FAIL("no failure");
    return Failure(Code::internal);
}

}  // namespace stapel::test
