#pragma once
// The broker of one scheme: answers requests and does what the calendar asks. Public files are
// served as they lie; everything personal is one kind of capsule (docs/spec/capsules.md).
//
// A personal request: a worker opens the capsule and does the elliptic-curve work against a
// snapshot; the writer decides and makes durable; a worker seals the answer.

#include <bitset>
#include <functional>
#include <memory>
#include <string>

#include "broker/clock.h"
#include "broker/current.h"
#include "broker/duties.h"
#include "broker/http/message.h"
#include "broker/log/tiles.h"
#include "broker/pool.h"
#include "broker/scheme.h"
#include "broker/store/store.h"
#include "broker/visits/visits.h"

namespace sotto::broker {

// The first publishing time after a time (policy: publish_at or publish_every).
using NextPublish = std::function<protocol::UnixTime(protocol::UnixTime)>;

// What the calendar asks for; each can fail by itself.
enum class Duty : std::uint8_t {
  kBatch,
  kDayRoots,
  kPassKey,
  kPassTables,
  kDirectory,
  kDayFiles,
  kProposals,
  kLockers,
};
inline constexpr std::size_t kDuties = 8;
using Undone = std::bitset<kDuties>;

class Broker : public http::Handler {
 public:
  struct Options {
    unsigned workers = 2;
    NextPublish next_publish;
  };

  Broker(Store& store, Scheme scheme, protocol::Replay log, const Clock& clock, Options options);
  ~Broker() override;

  std::uint64_t body_limit(std::string_view method, std::string_view target) override;
  void handle(http::Request request, std::function<void(http::Response)> done) override;

  // Everything the calendar asks for until now; returns when it is durable. Called at start, before
  // anything is served, and then every second or so, from one thread. False: not all could be done
  // (no space, no descriptor).
  bool do_duties();
  // What the last do_duties() left, for the thread that calls it.
  const Undone& undone() const { return undone_; }

  // Codes handed out by the administrator, as hashes; true when durable.
  bool import_codes(const std::vector<Hash256>& hashes, protocol::Day eligible_until);

  // When the last backup was made, for /health, which says its day.
  void note_backup(std::optional<protocol::UnixTime> made) { last_backup_ = made.value_or(0); }

  // In a scheme with witnesses: what GET /checkpoint answers instead of the log's own, what GET
  // /checkpoint-next does, and who is handed cosignatures that somebody brings (POST /cosign).
  // The first two from any thread, the last before anybody is answered.
  void show_checkpoint(std::string note) {
    cosigned_.set(std::make_shared<const std::string>(std::move(note)));
  }
  void show_next(std::string note) {
    next_.set(std::make_shared<const std::string>(std::move(note)));
  }
  void on_cosignatures(std::function<bool(const std::string&)> take) { take_ = std::move(take); }

  // Finishes what was accepted. The HTTP server must have stopped.
  void stop();

  std::shared_ptr<const protocol::Replay> log() const { return log_.get(); }
  const Scheme& scheme() const { return scheme_; }
  // Whether the log has another policy in force by now: then this broker has had its time, and the
  // next one begins with it (turn_policy).
  bool policy_is_over() const { return log_.get()->policy_hash(today()) != policy_hash_; }
  // Whether the batches are published when they are due.
  bool healthy() const;
  // Whether commits are taken, too: there is space, everything due is done, the clock is right, and
  // no quorum of witnesses objects.
  bool ready() const {
    return healthy() && duties_done_ && !space_short_ && clock_right_ && !objected_;
  }
  bool space_short() const { return space_short_; }
  // A quorum of the witnesses has seen another log: until that is over nothing is put into this
  // one, and every request but openings is answered "try later", whoever asks. From any thread.
  void note_objection(bool stands) { objected_ = stands; }
  void note_clock(bool right) { clock_right_ = right; }

 private:
  struct Call;  // one personal request on its way
  using CallPtr = std::shared_ptr<Call>;

  protocol::UnixTime now() const;
  protocol::Day today() const { return scheme_.policy.calendar.day(now()); }

  http::Response public_file(std::string_view target);
  http::Response checkpoint(std::string_view target);
  http::Response tile(std::string_view target);
  http::Response health() const;
  void open_capsule(const CallPtr& call);
  void dispatch(const CallPtr& call);
  void on_open(const CallPtr& call);
  void on_commit(const CallPtr& call);
  void on_enrol(const CallPtr& call);
  void on_move(const CallPtr& call);
  void on_draw(const CallPtr& call);
  void on_roster(const CallPtr& call);
  void on_cosign(const CallPtr& call);
  void on_trustees(const CallPtr& call);
  // Puts a decision to the writer and answers with what it says.
  void write(const CallPtr& call, std::size_t weight,
             std::move_only_function<Decision(const GroupView&)> decide,
             std::move_only_function<void(const Outcome&)> then = {});
  // The same for what needs a slot of its own: first the slot, then the decision.
  using DecideWithSlot =
      std::move_only_function<Decision(const GroupView&, const std::optional<ReservedSlot>&)>;
  void write_with_slot(const CallPtr& call, const protocol::Salt& salt, DecideWithSlot decide,
                       std::move_only_function<void(const Outcome&)> then = {});
  void answer(const CallPtr& call, Bytes content);

  // Runs one duty in the writer and waits; the new log, if it made one, counts from then on.
  bool run(std::move_only_function<DutyDecision(const GroupView&)> duty);
  bool run_simple(std::move_only_function<Decision(const GroupView&)> duty);
  bool append_roots();
  bool make_pass_keys();
  bool publish_if_due();
  void refresh_pass_key();

  Store& store_;
  const Scheme scheme_;
  const Clock& clock_;
  const Options options_;
  const Hash256 challenge_;
  const Hash256 policy_hash_;
  CurrentLog log_;
  Tiles tiles_;
  DailyCounts counts_;
  Current<std::string> cosigned_;  // none: nothing has a quorum yet
  Current<std::string> next_;
  std::function<bool(const std::string&)> take_;
  Current<LivePassKey> pass_key_;
  std::atomic<std::uint64_t> batch_ = 0;  // being collected; a hint for signing receipts early
  mutable std::atomic<protocol::UnixTime> latest_ = 0;  // the handlers' clock never goes backwards
  std::atomic<protocol::UnixTime> last_publish_ = 0;
  std::atomic<protocol::UnixTime> last_backup_ = 0;  // 0: never
  std::atomic<bool> duties_done_ = false;
  std::atomic<bool> space_short_ = false;
  std::atomic<bool> clock_right_ = true;
  std::atomic<bool> objected_ = false;
  Undone undone_;                      // of the duties' thread
  protocol::Week directory_week_ = 0;  // of the duties' thread
  protocol::Epoch expired_epoch_ = 0;  // likewise
  Pool pool_;                          // last: its threads use everything above
};

}  // namespace sotto::broker
