// What `throw` becomes where nothing can be caught: the text of the exception, and the end of the
// test. Tests throw where there is nothing right to go on with; natively GoogleTest fails the test.

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <typeinfo>

extern "C" void* __cxa_allocate_exception(std::size_t size) noexcept {
  return std::malloc(size);
}

extern "C" void __cxa_free_exception(void* exception) noexcept {
  std::free(exception);
}

extern "C" [[noreturn]] void __cxa_throw(void* exception, std::type_info* type, void (*)(void*)) {
  const bool has_text = *type == typeid(std::runtime_error);
  std::fprintf(stderr, "thrown: %s\n",
               has_text ? static_cast<std::runtime_error*>(exception)->what() : type->name());
  std::abort();
}
