#pragma once
// Visits: opening a locker and committing to it (docs/spec/visits.md). Learns which locker, when,
// and for how long; what a commit holds is the same for everybody of a role.

#include <map>
#include <mutex>
#include <set>

#include "broker/boards/boards.h"
#include "broker/concerns/openings.h"
#include "broker/figures/reports.h"
#include "broker/passes/passes.h"
#include "broker/scheme.h"
#include "broker/store/writer.h"
#include "broker/visits/lockers.h"
#include "crypto/protocol/requests.h"

namespace sotto::broker {

// How often a locker came today. In memory only: on the disk it would be a diary.
class DailyCounts {
 public:
  explicit DailyCounts(std::uint8_t visits_per_day) : visits_(visits_per_day) {}

  // Counts a visit by its nonce, once; false when it is one too many.
  bool visit(const protocol::LockerId& id, const ByteArray<16>& nonce, protocol::Day today);
  bool may_commit(const protocol::LockerId& id, protocol::Day today);
  void committed(const protocol::LockerId& id, protocol::Day today);
  void moved(const protocol::LockerId& from, const protocol::LockerId& to, protocol::Day today);
  // Counts a proposal to the leads by its request, once; false when it is one too many.
  static constexpr std::size_t kProposalsPerDay = 3;
  bool propose(const protocol::LockerId& id, const Hash256& request, protocol::Day today);

 private:
  struct Count {
    std::set<ByteArray<16>> visits;
    std::uint32_t commits = 0;
    std::set<Hash256> proposals;
  };
  void turn_to(protocol::Day today);

  const std::uint8_t visits_;  // 0: no limit
  std::mutex mutex_;           // guards what is below, for moments
  protocol::Day day_ = 0;
  std::map<protocol::LockerId, Count> counts_;
};

// Every function below answers with the content of an answer: a status, and a payload for kOk.

// Checked against a snapshot, outside the writer: elliptic-curve work happens before.
protocol::Status check_open(const View& view, const Scheme& scheme,
                            const protocol::OpenRequest& request, protocol::Day today);
// nullopt: the locker's slot is being written; ask again in a moment.
std::optional<Bytes> answer_open(const View& view, const Erasable& erasable,
                                 const protocol::LockerId& id);

// What is worked out for a commit before the writer.
struct CheckedCommit {
  protocol::CommitRequest request;
  Hash256 request_hash{};
  std::vector<Hash256> hashes;       // of the cells, and of a supporter's envelope
  SigningPublicKey verified_with{};  // the write key under which the signature is good
  CheckedPass pass;
  bool has_pass = false;
  std::optional<protocol::ContactKey> contact_key;  // verified, not filed yet
  std::pair<std::uint64_t, Signature> receipt;      // for this batch number
  CheckedOpening opening;                           // of a recipient
  CheckedReport report;                             // of a supporter
};
std::expected<CheckedCommit, protocol::Status> check_commit(const View& view, const Scheme& scheme,
                                                            const protocol::Replay& log,
                                                            const LivePassKey* pass_key,
                                                            const Hash256& challenge,
                                                            std::uint64_t batch, ByteView body,
                                                            protocol::Day today);

// One store transaction or not at all. Its order, and what a stop after each step means:
//   1 LMDB commit: version v+1, cells, pass     v+1 needs the salt that is already the slot's next
//   2 slot <- (v+1, its salt, a fresh next)      synced; version v cannot be opened any more
//   3 answer
// A start that finds a slot one version behind repeats step 2 (repair_locker_slots).
struct CommitDecision {
  Decision decision;
  // The log, when it grew by a recipient's opening.
  std::shared_ptr<const protocol::Replay> appended = {};
  bool applied = false;  // and not refused, or answered as before
};
CommitDecision decide_commit(const GroupView& view, const Scheme& scheme,
                             const protocol::Replay& log, const CheckedCommit& commit,
                             DailyCounts& counts, protocol::Day today);

// New lockers, new codes for open ones, and new words for a locker. A new locker's first salt comes
// with its request, so a start could not make its slot again: the slot is written, and durable,
// before the row that needs it is decided. A stop in between leaves a slot that no row names, which
// is free.
struct ReservedSlot {
  std::uint32_t index = 0;
  Secret<32> next_salt;
};
// Draws a free slot and writes the first version's salts into it. nullopt in `reserved`: there is
// no room.
Decision reserve_slot(const GroupView& view, const protocol::Salt& salt,
                      std::optional<ReservedSlot>& reserved);

// Also refuses what is refused whatever comes in between, so that nobody without a code makes the
// broker write.
std::expected<protocol::EnrolRequest, protocol::Status> check_enrol(const View& view,
                                                                    const Scheme& scheme,
                                                                    ByteView body);
Decision decide_enrol(const GroupView& view, const Scheme& scheme,
                      const protocol::EnrolRequest& request,
                      const std::optional<ReservedSlot>& reserved, protocol::Day today);

struct CheckedMove {
  protocol::MoveRequest request;
  bool by_owner = false;  // the old locker's signature is good; of a repeat nobody needs to know
};
std::expected<CheckedMove, protocol::Status> check_move(const View& view, const Scheme& scheme,
                                                        ByteView body);
Decision decide_move(const GroupView& view, const CheckedMove& move,
                     const std::optional<ReservedSlot>& reserved);

// Slots that a stop left one version behind, or with the salts of a locker that is gone.
std::vector<SlotWrite> repair_locker_slots(const View& view, const Erasable& erasable);

// Deletes lockers without a visit for kLockerEpochs epochs, with their slots.
Decision expire_lockers(const View& view, protocol::Epoch now);

// The content of a refusal, as a decision that changes nothing.
Decision refuse(protocol::Status status);

}  // namespace sotto::broker
