#include "crypto/base/panic.h"

#include <cstdio>
#include <cstdlib>
#include <new>

namespace sotto {

void panic(const char* what) noexcept {
  std::fputs("panic: ", stderr);
  std::fputs(what, stderr);
  std::fputc('\n', stderr);
  std::abort();
}

void install_new_handler() noexcept {
  std::set_new_handler([]() { panic("base: out of memory"); });
}

}  // namespace sotto
