#include "broker/main_codes.h"

#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>

#include "broker/errands.h"
#include "broker/founded.h"
#include "broker/main_common.h"
#include "broker/tables.h"

namespace sotto::broker {
namespace {

std::optional<protocol::Day> last_day(const std::string& date, const protocol::Calendar& calendar) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  int used = 0;
  if (std::sscanf(date.c_str(), "%4d-%2u-%2u%n", &year, &month, &day, &used) != 3 || used != 10 ||
      date.size() != 10) {
    return std::nullopt;
  }
  const std::chrono::year_month_day civil{std::chrono::year{year}, std::chrono::month{month},
                                          std::chrono::day{day}};
  if (!civil.ok() || year < 1970) return std::nullopt;
  const auto days = std::chrono::sys_days{civil}.time_since_epoch().count();
  return calendar.day((static_cast<protocol::UnixTime>(days) + 1) * 86'400 - 1);
}

std::expected<std::vector<Hash256>, std::string> read_hashes(std::istream& in) {
  std::vector<Hash256> out;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty()) continue;
    const auto hash = fixed_hex<32>(line);
    if (!hash) {
      return std::unexpected("line " + std::to_string(number) + " is not 64 hexadecimal digits");
    }
    out.push_back(*hash);
  }
  if (out.empty()) return std::unexpected("there are no codes");
  return out;
}

}  // namespace

int run_import(const std::string& data, const std::string& until, const std::string& file,
               bool no_wait) {
  const auto reader = StoreReader::open(data, all_tables());
  if (!reader) return fail(reader.error());
  const auto policy = load_policy((*reader)->files());
  if (!policy) return fail(policy.error());
  const auto day = last_day(until, policy->calendar);
  if (!day || *day < policy->calendar.day(now()))
    return fail("--until is a coming date as 2027-03-31");
  std::ifstream opened;
  if (!file.empty()) opened.open(file);
  if (!file.empty() && !opened) return fail(file + " cannot be read");
  const auto hashes = read_hashes(file.empty() ? std::cin : opened);
  if (!hashes) return fail(hashes.error());
  std::vector<std::string> dropped;
  for (std::size_t i = 0; i < hashes->size(); i += kCodesAtOnce) {
    const auto begin = hashes->begin() + static_cast<std::ptrdiff_t>(i);
    const auto size = static_cast<std::ptrdiff_t>(std::min(kCodesAtOnce, hashes->size() - i));
    const auto path = drop_import(data, {begin, begin + size}, *day);
    if (!path) return fail(path.error());
    dropped.push_back(*path);
  }
  bool taken = !no_wait && is_served(data);
  for (const std::string& path : dropped) taken = taken && wait_until_gone(data, path);
  std::printf("%zu codes %s\n", hashes->size(),
              taken ? "taken" : "left for the broker, which takes them when it runs");
  return 0;
}

}  // namespace sotto::broker
