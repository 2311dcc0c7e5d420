#include "broker/broker.h"

#include <algorithm>
#include <charconv>
#include <future>
#include <thread>

#include "broker/call.h"
#include "broker/concerns/keys.h"
#include "broker/figures/keys.h"
#include "broker/figures/reports.h"
#include "broker/service_log.h"
#include "crypto/base/wire.h"
#include "crypto/ohttp/bhttp.h"

namespace sotto::broker {
namespace {

using protocol::Day;
using protocol::UnixTime;

constexpr std::size_t kRequestSizes[] = {
    protocol::kSmallRequest + ohttp::kRequestOverhead,
    protocol::kMediumRequest + ohttp::kRequestOverhead,
    protocol::kLargeRequest + ohttp::kRequestOverhead,
};

constexpr std::string_view kNothing = "There is nothing at this address.\n";
constexpr std::string_view kUnreadable = "This file cannot be read now.\n";

http::Response text(unsigned status, std::string_view body) {
  return {status,
          "text/plain; charset=utf-8",
          {{"Cache-Control", "no-store"}},
          to_bytes(as_bytes(body))};
}

http::Response octets(decltype(http::Response::body) body) {
  return {200, "application/octet-stream", {{"Cache-Control", "no-store"}}, std::move(body)};
}

// "/boards/enquiries/20779" or "…-list" → its day.
std::optional<Day> board_day(std::string_view target) {
  for (const protocol::Board board : protocol::kBoards) {
    const std::string prefix = std::string("/") + board_folder(board) + "/";
    if (!target.starts_with(prefix)) continue;
    std::string_view rest = target.substr(prefix.size());
    if (rest.ends_with("-list")) rest.remove_suffix(5);
    Day day = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), day);
    if (error != std::errc{} || end != rest.data() + rest.size() || std::to_string(day) != rest) {
      return std::nullopt;
    }
    return day;
  }
  return std::nullopt;
}

}  // namespace

Broker::Broker(Store& store, Scheme scheme, protocol::Replay log, const Clock& clock,
               Options options)
    : store_(store),
      scheme_(std::move(scheme)),
      clock_(clock),
      options_(std::move(options)),
      challenge_(pass_challenge(scheme_.policy)),
      policy_hash_(protocol::Policy::hash(scheme_.policy.encode())),
      log_(std::make_shared<const protocol::Replay>(std::move(log))),
      counts_(scheme_.policy.visits_per_day),
      pool_(options_.workers) {
  last_publish_ = last_published(store_.snapshot());
}

Broker::~Broker() {
  stop();
}

void Broker::stop() {
  // Workers hand over to the writer and the writer hands back: the first stop lets running work
  // arrive there, and what comes back afterwards has nobody to answer, because the server has
  // stopped.
  store_.writer().stop();
  pool_.stop();
}

UnixTime Broker::now() const {
  const UnixTime time = clock_.now();
  UnixTime latest = latest_;
  while (time > latest && !latest_.compare_exchange_weak(latest, time)) {
  }
  return std::max(time, latest);
}

std::uint64_t Broker::body_limit(std::string_view method, std::string_view target) {
  return method == "POST" && target == "/gateway" ? kRequestSizes[2] : 0;
}

void Broker::handle(http::Request request, std::function<void(http::Response)> done) {
  if (request.method != "POST") return done(public_file(request.target));
  if (request.target != "/gateway") return done(text(404, kNothing));
  if (request.content_type != "message/ohttp-req") {
    return done(text(415, "The content type must be message/ohttp-req.\n"));
  }
  if (std::ranges::find(kRequestSizes, request.body.size()) == std::end(kRequestSizes)) {
    return done(text(400, "The capsule has none of the sizes of this protocol.\n"));
  }
  auto call = std::make_shared<Call>();
  call->capsule = std::move(request.body);
  call->done = std::move(done);
  if (!pool_.submit([this, call]() { open_capsule(call); })) {
    call->done(http::busy());
  }
}

http::Response Broker::public_file(std::string_view target) {
  if (target == "/health") return health();
  if (target == "/health/ready") return ready() ? text(200, "ready\n") : text(503, "later\n");
  if (target.starts_with("/checkpoint")) return checkpoint(target);
  if (target == "/policy-next" && !store_.files().has(kNextPolicy)) return text(404, kNothing);
  for (const std::string_view name : {"log", "policy", kNextPolicy, "directory"}) {
    if (target.substr(1) != name) continue;
    auto file = store_.files().read(std::string(name));
    return file ? octets(std::move(*file)) : text(503, kUnreadable);
  }
  if (target.starts_with("/tile/")) return tile(target);
  if (const auto day = board_day(target)) {
    const Day last = today();
    if (*day <= last && *day + protocol::kBoardDays > last) {
      const std::string name(target.substr(1));
      if (auto file = store_.files().read(name)) return octets(std::move(*file));
      if (store_.files().has(name)) return text(503, kUnreadable);
      return octets(Bytes{});  // a day on which nothing was published
    }
  }
  return text(404, kNothing);
}

// As text, as C2SP tlog-tiles wants it.
http::Response Broker::checkpoint(std::string_view target) {
  const auto next = next_.get();
  if (target == "/checkpoint-next" && next) return text(200, *next);
  if (target != "/checkpoint") return text(404, kNothing);
  if (const auto cosigned = cosigned_.get()) return text(200, *cosigned);
  auto file = store_.files().read("checkpoint");
  if (!file) return text(503, kUnreadable);
  http::Response out = octets(std::move(*file));
  out.content_type = "text/plain; charset=utf-8";
  return out;
}

http::Response Broker::tile(std::string_view target) {
  const auto asked = tlog::Tile::parse(target.substr(1));
  const auto log = asked ? store_.files().read("log") : std::nullopt;
  if (asked && !log) return text(503, kUnreadable);
  auto body = asked ? tiles_.read(*asked, *log) : std::nullopt;
  return body ? octets(std::move(*body)) : text(404, "The log has no such tile.\n");
}

http::Response Broker::health() const {
  const UnixTime backup = last_backup_;
  const std::string second =
      backup == 0 ? "no backup yet\n" : "last backup " + utc_date(backup) + "\n";
  return healthy() ? text(200, "ok\n" + second) : text(503, "publishing is late\n" + second);
}

bool Broker::healthy() const {
  // Five minutes of grace: a batch is made by the next tick, and a restart takes a moment.
  return now() <= options_.next_publish(last_publish_) + 300;
}

// --- what the calendar asks ---

bool Broker::run(std::move_only_function<DutyDecision(const GroupView&)> duty) {
  std::promise<bool> finished;
  std::shared_ptr<const protocol::Replay> appended;
  bool complete = true;
  Job job;
  job.grows = false;
  job.decide = [&](const GroupView& view) {
    DutyDecision out = duty(view);
    appended = std::move(out.appended);
    complete = out.complete;
    return std::move(out.decision);
  };
  job.done = [&](const Outcome& outcome) {
    if (!outcome.try_later && appended) log_.set(appended);
    finished.set_value(!outcome.try_later && complete);
  };
  if (!store_.writer().submit(std::move(job))) return false;
  return finished.get_future().get();
}

bool Broker::run_simple(std::move_only_function<Decision(const GroupView&)> duty) {
  return run([&](const GroupView& view) { return DutyDecision{duty(view), nullptr, true}; });
}

bool Broker::do_duties() {
  const Day day = today();
  const protocol::Epoch epoch = scheme_.policy.calendar.epoch(day);
  const protocol::Week week = protocol::Calendar::week(day);
  Undone undone;
  const auto note = [&](Duty duty, bool done) { undone[static_cast<std::size_t>(duty)] = !done; };
  note(Duty::kBatch, publish_if_due());
  // What goes into the log waits while the witnesses know another one.
  note(Duty::kDayRoots, !objected_ && append_roots());
  note(Duty::kPassKey, !objected_ && make_pass_keys());
  // With a quarter go its passes, the half of a tally key that was the last to be reported under,
  // and the reports of the one before; the new one's are closed in time.
  note(Duty::kPassTables,
       run_simple(
           [&](const GroupView& view) { return turn_pass_tables(view, *log_.get(), epoch); }) &&
           run_simple([&](const GroupView& view) { return expire_pass_keys(view, epoch); }) &&
           run_simple([&](const GroupView& view) {
             return expire_figures_keys(view, scheme_, *log_.get(), epoch);
           }) &&
           run_simple(
               [&](const GroupView& view) { return turn_reports(view, *log_.get(), epoch); }) &&
           !objected_ && run([&](const GroupView& view) {
             auto out = close_quarter(view, scheme_, *log_.get(), day);
             return DutyDecision{std::move(out.decision), std::move(out.appended), true};
           }));
  refresh_pass_key();
  if (directory_week_ != week) {
    if (run_simple(
            [&](const GroupView& view) { return turn_directory(view, *log_.get(), week); })) {
      directory_week_ = week;
    } else {
      note(Duty::kDirectory, false);
    }
  }
  // Old envelopes go with their files; then nobody needs the key that they were sealed to.
  note(Duty::kDayFiles,
       run_simple([&](const GroupView& view) { return expire_day_files(view, day); }) &&
           run_simple([&](const GroupView& view) {
             return expire_concerns_keys(view, *log_.get(), day);
           }));
  note(Duty::kProposals, run_simple([&](const GroupView& view) {
         return expire_proposals(view, scheme_, *log_.get(), day);
       }));
  if (expired_epoch_ != epoch) {
    if (run_simple([&](const GroupView& view) { return expire_lockers(view, epoch); })) {
      expired_epoch_ = epoch;
    } else {
      note(Duty::kLockers, false);
    }
  }
  undone_ = undone;
  duties_done_ = undone.none();
  space_short_ = store_.writer().space_is_short();
  return undone.none();
}

// All of them: who visits right after months away looks for each.
bool Broker::append_roots() {
  for (;;) {
    const std::uint64_t size = log_.get()->size();
    if (!run([&](const GroupView& view) {
          return append_day_roots(view, store_.files(), scheme_, *log_.get(), today());
        })) {
      return false;
    }
    if (log_.get()->size() == size) return true;
  }
}

bool Broker::make_pass_keys() {
  for (;;) {
    const auto epoch = pass_key_due(scheme_, *log_.get(), today());
    if (!epoch) return true;
    const std::uint64_t size = log_.get()->size();
    if (!run_simple(
            [&](const GroupView& view) { return prepare_pass_key(view, *log_.get(), *epoch); }) ||
        !run([&](const GroupView& view) {
          return publish_pass_key(view, scheme_, *log_.get(), *epoch, today());
        })) {
      return false;
    }
    if (log_.get()->size() == size) return true;  // waits for the leads
  }
}

bool Broker::publish_if_due() {
  const UnixTime time = now();
  if (last_publish_ != 0 && options_.next_publish(last_publish_) > time) return true;
  if (!run_simple([&](const GroupView& view) {
        return publish(view, scheme_.policy.calendar.day(time), time);
      })) {
    return false;
  }
  last_publish_ = time;
  batch_ = BatchKey::parse(store_.erasable().read(kBatchSlot)).number;
  return true;
}

void Broker::refresh_pass_key() {
  const auto epoch = scheme_.policy.calendar.epoch(today());
  auto key = live_pass_key(store_.erasable(), *log_.get(), epoch);
  pass_key_.set(key ? std::make_shared<const LivePassKey>(std::move(*key)) : nullptr);
}

bool Broker::import_codes(const std::vector<Hash256>& hashes, Day eligible_until) {
  return run_simple([&](const GroupView&) {
    Decision decision;
    for (const Hash256& hash : hashes) {
      decision.put(kCodes, to_bytes(hash), sotto::Writer().u32(eligible_until).take());
    }
    return decision;
  });
}

}  // namespace sotto::broker
