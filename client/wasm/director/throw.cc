// What `throw` becomes in this module: its end. The allocation throws only when LEMON is used
// wrongly.

#include <cstddef>

#include "crypto/base/panic.h"

extern "C" void* __cxa_allocate_exception(std::size_t) noexcept {
  sotto::panic("director: an exception");
}

extern "C" [[noreturn]] void __cxa_throw(void*, void*, void (*)(void*)) {
  sotto::panic("director: an exception");
}
