// Loaded into a process by LD_PRELOAD: its wall clock is SOTTO_CLOCK_SHIFT seconds ahead of the
// machine's, behind when negative. Clocks that only measure, and with them all waiting, stay as
// they are.

#include <dlfcn.h>
#include <sys/time.h>
#include <time.h>

#include <cstdlib>

namespace {

time_t shift() {
  static const time_t seconds = strtoll(getenv("SOTTO_CLOCK_SHIFT"), nullptr, 10);
  return seconds;
}

template <class Function>
Function real(Function, const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

int clock_gettime(clockid_t clock, timespec* out) noexcept {
  static const auto next = real(&clock_gettime, "clock_gettime");
  const int result = next(clock, out);
  const bool wall = clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE;
  if (result == 0 && wall) out->tv_sec += shift();
  return result;
}

int gettimeofday(timeval* out, void* zone) noexcept {
  static const auto next = real(&gettimeofday, "gettimeofday");
  const int result = next(out, zone);
  if (result == 0) out->tv_sec += shift();
  return result;
}

time_t time(time_t* out) noexcept {
  static const auto next = real(&time, "time");
  const time_t shifted = next(nullptr) + shift();
  if (out != nullptr) *out = shifted;
  return shifted;
}

}  // extern "C"
