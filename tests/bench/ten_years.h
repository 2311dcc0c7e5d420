#pragma once
// A log of 20,000 entries: ten years of day roots, a supporter's listing every few days, and
// openings in every commit of a recipient. Natively and as WebAssembly the same.

#include "client/core/public_view.h"
#include "crypto/tlog/checkpoint.h"
#include "tests/support/sample_log.h"

namespace sotto::bench {

inline constexpr std::size_t kEntries = 20'000;
inline constexpr protocol::Day kDays = 3'650;
inline constexpr protocol::Day kDaysAListing = 4;

// Signed by a supporter and two leads: the dearest of what there is.
inline void add_listing(testing::SampleLog& log, protocol::Day day, std::uint32_t number) {
  log.append(day, log.listing(log.supporter, number));
}

inline testing::SampleLog ten_years() {
  testing::SampleLog log;
  std::uint32_t number = 1;
  const protocol::Day first = testing::kSampleDay;
  const std::size_t others = log.entries.size() + 2 * kDays + kDays / kDaysAListing + 1;
  std::size_t opened = 0;
  for (protocol::Day day = first; day < first + kDays; ++day) {
    for (const protocol::Board board : {protocol::Board::kEnquiries, protocol::Board::kReplies}) {
      log.append(day + 1, protocol::DayRoot{board, day, 9, testing::filled<32>(1)});
    }
    if (day % kDaysAListing == 0) add_listing(log, day + 1, ++number);
    for (; opened < (kEntries - others) * (day + 1 - first) / kDays; ++opened) {
      log.append(day + 1, protocol::Opening{});
    }
  }
  while (log.entries.size() < kEntries) log.append(first + kDays, protocol::Opening{});
  return log;
}

inline client::PublicFiles files_of(const testing::SampleLog& log) {
  const std::string checkpoint =
      tlog::sign_checkpoint({log.policy.origin, log.replay.head()}, log.log_key);
  const protocol::Week week = protocol::Calendar::week(log.replay.last_day());
  return {to_bytes(as_bytes(checkpoint)), log.file(), log.policy.encode(),
          protocol::Directory{week, {}}.encode()};
}

}  // namespace sotto::bench
