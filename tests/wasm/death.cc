#include "tests/wasm/death.h"

#include <algorithm>
#include <cstddef>

#define SOTTO_HOST(name) __attribute__((import_module("sotto_tests"), import_name(name)))

// Calls the statement, and gives how many bytes it wrote to standard error before it trapped, of
// which the host has put up to `room` at `said`; less than none when it did not trap.
extern "C" SOTTO_HOST("traps") int sotto_traps(sotto::wasm::Statement statement, void* context,
                                               char* said, std::size_t room);

namespace sotto::wasm {

::testing::AssertionResult dies(Statement statement, void* context, const std::string& regex) {
  std::string said(4096, '\0');
  const int size = sotto_traps(statement, context, said.data(), said.size());
  if (size < 0) return ::testing::AssertionFailure() << "did not die";
  said.resize(std::min(static_cast<std::size_t>(size), said.size()));
  if (::testing::internal::RE::PartialMatch(said, ::testing::internal::RE(regex))) {
    return ::testing::AssertionSuccess();
  }
  return ::testing::AssertionFailure() << "died, but said: " << said;
}

}  // namespace sotto::wasm
