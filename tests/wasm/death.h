#pragma once
// EXPECT_DEATH in WebAssembly, where no process can be forked: the host calls back into the module,
// sees it trap, and goes on. Whatever the statement held is left as it was. Included before every
// test source.

#include <gtest/gtest.h>

#include <string>

namespace sotto::wasm {

using Statement = void (*)(void* context);

// Whether the statement trapped after writing to standard error what the regular expression finds.
::testing::AssertionResult dies(Statement statement, void* context, const std::string& regex);

template <typename Body>
::testing::AssertionResult dies(Body body, const std::string& regex) {
  return dies([](void* context) { (*static_cast<Body*>(context))(); }, &body, regex);
}

}  // namespace sotto::wasm

#define EXPECT_DEATH(statement, regex) \
  EXPECT_TRUE(::sotto::wasm::dies([&] { statement; }, regex)) << #statement
