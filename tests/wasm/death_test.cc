// What the other tests lean on in WebAssembly: that a death is noticed, and so is one that does not
// come.

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "crypto/base/panic.h"

namespace sotto {
namespace {

TEST(Death, IsAPanicWithItsText) {
  EXPECT_DEATH(panic("death: on purpose"), "^panic: death: on p.rpose");
}

TEST(Death, IsAThrownException) {
  EXPECT_DEATH(throw std::runtime_error("lost"), "thrown: lost");
}

TEST(Death, ThatDoesNotComeFails) {
  EXPECT_NONFATAL_FAILURE(EXPECT_DEATH((void)0, "panic"), "did not die");
}

TEST(Death, WithAnotherTextFails) {
  EXPECT_NONFATAL_FAILURE(EXPECT_DEATH(panic("death: this"), "death: that"), "death: this");
}

// Far more often than the stack would bear, were it not put back.
TEST(Death, LeavesTheStackAsItWas) {
  for (int i = 0; i < 1000; ++i) {
    EXPECT_DEATH(
        {
          volatile char large[16 * 1024] = {};
          panic(large[0] == 0 ? "death: deep" : "death: shallow");
        },
        "deep");
  }
}

}  // namespace
}  // namespace sotto
