// What is freed is wiped: texts and vectors on their way to the page or from it would otherwise lie
// in the module's memory until something else needs the room.

#include <malloc.h>

#include <cstdlib>
#include <new>

#include "crypto/base/secret.h"

void operator delete(void* memory) noexcept {
  if (memory == nullptr) return;
  sotto::wipe({static_cast<std::uint8_t*>(memory), malloc_usable_size(memory)});
  std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept {
  operator delete(memory);
}
