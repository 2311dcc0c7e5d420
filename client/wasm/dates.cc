#include "client/wasm/dates.h"

#include <chrono>

namespace sotto::client::wasm {

std::string date_text(protocol::UnixTime time) {
  constexpr protocol::UnixTime kYear10000 = 253402300800;
  if (time >= kYear10000) return {};
  const std::chrono::sys_days day{std::chrono::days{static_cast<int>(time / 86400)}};
  const std::chrono::year_month_day date{day};
  const unsigned parts[] = {static_cast<unsigned>(static_cast<int>(date.year())),
                            static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day())};
  std::string out = "0000-00-00";
  const std::size_t ends[] = {3, 6, 9};
  for (std::size_t part = 0; part < 3; ++part) {
    std::size_t at = ends[part];
    for (unsigned rest = parts[part]; rest != 0; rest /= 10) {
      out[at--] = static_cast<char>('0' + rest % 10);
    }
  }
  return out;
}

}  // namespace sotto::client::wasm
