#include "broker/witnesses/duty.h"

#include "broker/place_file.h"
#include "broker/service_log.h"
#include "broker/witnesses/last_seen.h"

namespace sotto::broker {
namespace {

std::string text_of(const http::MappedRange& range) {
  const ByteView bytes = range.file->bytes().subspan(range.offset, range.size);
  return {bytes.begin(), bytes.end()};
}

tlog::WitnessPolicy witnesses_of(const protocol::Policy& policy) {
  auto out = policy.witness_policy();
  if (!out) panic("witnesses: the policy names none");
  return std::move(*out);
}

}  // namespace

WitnessDuty::WitnessDuty(const Store& store, Broker& broker, const Clock& clock, Options options)
    : store_(store),
      broker_(broker),
      clock_(clock),
      file_(options.folder + "/cosigned"),
      every_(broker.scheme().policy.witness_every),
      cosigning_(witnesses_of(broker.scheme().policy), std::move(options.without),
                 std::move(options.post), [this](const std::string& note) { return show(note); }) {
  broker_.on_cosignatures([this](const std::string& lines) {
    const bool taken = cosigning_.take(lines);
    if (taken) broker_.show_next(cosigning_.candidate());
    return taken;
  });
}

WitnessDuty::~WitnessDuty() {
  stop();
}

std::optional<LogHead> WitnessDuty::head() const {
  const auto checkpoint = store_.files().read("checkpoint");  // before the log, which may grow
  const auto log = store_.files().read("log");
  if (!checkpoint || !log) return std::nullopt;
  LogHead out{text_of(*checkpoint), {}};
  const auto claimed = tlog::claimed_checkpoint(out.note);
  const auto entries = protocol::split_log(log->file->bytes().subspan(log->offset, log->size));
  if (!claimed || !entries || entries->size() < claimed->head.size.value) {
    panic("witnesses: the checkpoint is not the log's");
  }
  for (std::size_t i = 0; i < claimed->head.size.value; ++i) {
    out.leaves.push_back(tlog::leaf_hash((*entries)[i]));
  }
  return out;
}

// What was shown once is shown after a restart, too: a client takes a log that shrinks for a lie.
bool WitnessDuty::show(const std::string& note) {
  if (note == shown_) return true;
  if (!place_file(file_, as_bytes(note))) return false;
  shown_ = note;
  broker_.show_checkpoint(note);
  return true;
}

Cosigning::Round WitnessDuty::ask(const LogHead& head) {
  const Cosigning::Round round = cosigning_.ask(head, clock_.now());
  broker_.show_next(cosigning_.candidate());
  tell(round);
  return round;
}

void WitnessDuty::tell(const Cosigning::Round& round) {
  const protocol::UnixTime now = clock_.now();
  const bool objects = !round.objects.empty();
  if (objects && !objects_) say(ServiceEvent::kWitnessObjects, now);
  objects_ = objects;
  broker_.note_objection(round.halts);
  if (round.halts && !halts_) say(ServiceEvent::kHalted, now);
  if (!round.halts && halts_) say(ServiceEvent::kGoesOn, now);
  halts_ = round.halts;
  if (!round.all && !silent_) say(ServiceEvent::kWitnessSilent, now);
  if (round.all && silent_) say(ServiceEvent::kWitnessesAnswer, now);
  silent_ = !round.all;
  if (!round.quorum && !missing_) say(ServiceEvent::kQuorumMissing, now);
  if (round.quorum && missing_) say(ServiceEvent::kQuorumBack, now);
  missing_ = !round.quorum;
}

std::expected<void, std::string> WitnessDuty::begin() {
  const auto log = head();
  if (!log) return std::unexpected("the log cannot be read");
  if (const auto kept = read_file(file_)) {
    cosigning_.resume(std::string(kept->begin(), kept->end()), *log);
  }
  const Cosigning::Round round = ask(*log);
  if (!round.objects.empty()) {
    return std::unexpected(
        about_objection(round.objects, round.says, round.seen, log->leaves.size()) +
        ": an old data folder was put back, or a second broker serves this scheme; use "
        "sotto-broker restore, or, if it is the witness that is wrong, --without-witness " +
        round.objects);
  }
  thread_ = std::thread([this] { run(); });
  return {};
}

void WitnessDuty::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

// At multiples of the policy's time, whatever has happened in between.
void WitnessDuty::run() {
  for (;;) {
    const protocol::UnixTime now = clock_.now();
    const std::chrono::seconds left(every_ - now % every_);
    {
      std::unique_lock lock(mutex_);
      if (wake_.wait_for(lock, left, [this] { return stopping_; })) return;
    }
    if (const auto log = head()) ask(*log);
  }
}

}  // namespace sotto::broker
