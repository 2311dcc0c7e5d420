// The public files of an invented scheme whose trustees have released figures, as a broker would
// serve them at a time: what the dashboard is looked at with (figures.test.mjs).
//     figures_sample FOLDER SECONDS-SINCE-1970

#include <fstream>
#include <iostream>
#include <string>

#include "crypto/tlog/checkpoint.h"
#include "tests/support/sample_trustees.h"

namespace sotto::testing {
namespace {

using protocol::Calendar;
using protocol::Day;
using protocol::Epoch;

void write(const std::string& path, ByteView bytes) {
  std::ofstream out(path, std::ios::binary);
  out.write(reinterpret_cast<const char*>(bytes.data()),
            static_cast<std::streamsize>(bytes.size()));
  if (!out) throw std::runtime_error("cannot write " + path);
}

// Two years and a half before today, with every kind of quarter.
void write_scheme(const std::string& folder, protocol::UnixTime now) {
  protocol::Policy policy = sample_policy();
  policy.title = "Listen to Connect (sample)";
  const Calendar calendar = policy.calendar;
  const Day today = calendar.day(now);
  const Epoch current = calendar.epoch(today);
  const Day first = calendar.first_day_of_epoch(current - 10);
  SampleFigures scheme(std::move(policy), first);
  scheme.release(current - 10, {25, 20, 40});
  scheme.release(current - 9, {30, 25, 55});
  scheme.release(current - 7, {15, 10, 20});
  scheme.release(current - 6, {10, 0, 0});
  scheme.release(current - 5, {35, 30, 70});
  scheme.release(current - 3, {40, 35, 85});
  scheme.release(current - 2, {20, 20, 35});
  protocol::Directory nobody;
  nobody.week = Calendar::week(today);
  const auto& log = scheme.log;
  write(folder + "/checkpoint",
        as_bytes(tlog::sign_checkpoint({log.policy.origin, log.replay.head()}, log.log_key)));
  write(folder + "/log", log.file());
  write(folder + "/policy", log.policy.encode());
  write(folder + "/directory", nobody.encode());
}

}  // namespace
}  // namespace sotto::testing

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "figures_sample FOLDER SECONDS\n";
    return 2;
  }
  sotto::testing::write_scheme(argv[1], std::stoull(argv[2]));
  return 0;
}
