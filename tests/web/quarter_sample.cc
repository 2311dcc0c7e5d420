// Data folders of an invented scheme in which a quarter is over, reported by eight of nine
// supporters and closed, as a broker has them at a time: `honest`, and `lying`, from which somebody
// has dropped a report since. Prints the trustees' words. What the tests in the browser open
// (figures.test.mjs).
//     quarter_sample FOLDER SECONDS-SINCE-1970

#include <filesystem>
#include <future>
#include <iostream>

#include "broker/figures/reports.h"
#include "broker/tables.h"
#include "tests/story/rig_trustees.h"

namespace sotto::testing {
namespace {

namespace fs = std::filesystem;
using protocol::Calendar;
using protocol::Epoch;
using protocol::UnixTime;

// Quarters of so many days that today's last one may be closed and today's own goes on.
Calendar calendar_at(UnixTime now) {
  for (std::uint32_t days = 20; days < 80; ++days) {
    const Calendar out{.epoch_days = days};
    const protocol::Day today = out.day(now);
    const Epoch current = out.epoch(today);
    if (today > out.closing_day(current - 1) && today + 2 < out.first_day_of_epoch(current + 1)) {
      return out;
    }
  }
  throw std::runtime_error("no calendar");
}

class Sample {
 public:
  Sample(fs::path folder, UnixTime now)
      : folder_(std::move(folder)),
        now_(now),
        calendar_(calendar_at(now)),
        quarter_(calendar_.epoch(calendar_.day(now)) - 1),
        rig_({.policy = policy(),
              .start = calendar_.start(calendar_.first_day_of_epoch(quarter_ - 1)) + 8 * 3600,
              .tick = 6 * 3600}) {}

  void write() {
    std::array<protocol::Words, 3> words{protocol::Words::generate(), protocol::Words::generate(),
                                         protocol::Words::generate()};
    make_tally_key(rig_, {keys(words[0]), keys(words[1]), keys(words[2])});
    std::vector<Person> supporters;
    for (int i = 1; i <= 9; ++i) {
      supporters.push_back(
          rig_.enrol("Dr Example " + std::to_string(i), protocol::Role::kSupporter));
      rig_.list(supporters.back());
    }
    const auto go_to = [&](protocol::Day day) { rig_.advance_to(calendar_.start(day) + 8 * 3600); };
    go_to(calendar_.first_day_of_epoch(quarter_ + 1));
    for (int i = 0; i < 8; ++i) rig_.visit(supporters[static_cast<std::size_t>(i)]);
    go_to(calendar_.closing_day(quarter_));
    rig_.advance_to(now_ - 60);
    const auto everybody = rig_.everybody();
    const auto* const closing = everybody.log().closing_of(quarter_);
    if (closing == nullptr || closing->reports != 8) throw std::runtime_error("not closed");

    copy("honest");
    drop_a_report();
    copy("lying");
    print(words);
  }

 private:
  protocol::Policy policy() const {
    protocol::Policy out = Rig::test_policy();
    out.title = "Listen to Connect (sample)";
    out.calendar = calendar_;
    return out;
  }
  client::TrusteeKeys keys(const protocol::Words& words) {
    const auto root = client::derive_keys(words, client::words_salt(rig_.genesis()));
    if (!root) throw std::runtime_error("no memory for keys");
    return client::TrusteeKeys::of(*root);
  }
  void copy(const char* name) {
    rig_.stop();
    const fs::path to = folder_ / name;
    fs::create_directories(to);
    fs::copy(rig_.folder(), to / "data", fs::copy_options::recursive);
    fs::copy_file(rig_.folder().string() + ".seal", to / "data.seal");
    rig_.start();
  }
  void drop_a_report() {
    const auto key = sotto::Writer().u32(quarter_).take();
    Bytes first;
    rig_.store().snapshot().scan_prefix(broker::kReports, key, [&](ByteView name, ByteView) {
      first = to_bytes(name);
      return name.size() == key.size();  // the mark that it is closed
    });
    broker::Job job;
    job.decide = [&](const broker::GroupView&) {
      broker::Decision decision;
      decision.erase(broker::kReports, first);
      return decision;
    };
    std::promise<void> done;
    job.done = [&](const broker::Outcome&) { done.set_value(); };
    if (!rig_.store().writer().submit(std::move(job))) throw std::runtime_error("submit");
    done.get_future().wait();
  }
  static void print(const std::array<protocol::Words, 3>& words) {
    std::cout << "[";
    for (std::size_t i = 0; i < words.size(); ++i) {
      const SecretBytes text = words[i].text();
      std::cout << (i == 0 ? "\"" : ",\"")
                << std::string_view(reinterpret_cast<const char*>(text.expose().data()),
                                    text.expose().size())
                << "\"";
    }
    std::cout << "]\n";
  }

  const fs::path folder_;
  const UnixTime now_;
  const Calendar calendar_;
  const Epoch quarter_;
  Rig rig_;
};

}  // namespace
}  // namespace sotto::testing

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "quarter_sample FOLDER SECONDS\n";
    return 2;
  }
  sotto::testing::Sample(argv[1], std::stoull(argv[2])).write();
  return 0;
}
