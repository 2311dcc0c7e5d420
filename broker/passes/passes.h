#pragma once
// Passes: drawn blinded by everybody, redeemed in the first two commits of every supporter's visit
// (docs/spec/passes.md). The broker learns nothing from either.

#include <optional>

#include "broker/scheme.h"
#include "broker/store/writer.h"
#include "crypto/protocol/requests.h"
#include "crypto/voprf/token.h"

namespace sotto::broker {

// Nonces that were redeemed, one table an epoch and generation, dropped whole when its key is gone.
// Every supporter's visit adds two at most, real or cover, until 200 in an epoch.
inline constexpr TableFamily kSpent{"spent", 4};

// Who has drawn in an epoch, so that nobody draws twice: locker id, and supporter id for supporters
// → hash of the request. Everybody draws at the first visit of an epoch, which the table of lockers
// shows anyway.
inline constexpr TableFamily kDrawn{"drawn", 4};

// Which of those tables are in use: "live" → u64. Public: the log says the same.
inline constexpr Table kPassTables{"pass-tables"};

// The number of an epoch's tables: epoch and generation.
inline std::uint64_t table_number(protocol::Epoch epoch, std::uint8_t generation) {
  return std::uint64_t{epoch} * 256 + generation;
}

// Makes the tables of the pass key in force, and drops those of the one before it. Changes nothing
// when they are there.
Decision turn_pass_tables(const GroupView& view, const protocol::Replay& log,
                          protocol::Epoch epoch);
// Overwrites the private halves of epochs that are over.
Decision expire_pass_keys(const GroupView& view, protocol::Epoch now);

// The private half of a pass key that is not in the log yet, in its slot.
SlotPayload fresh_pass_key(protocol::Epoch epoch, std::uint8_t generation);
// Its public half; nullopt when the slot holds another key.
std::optional<ByteArray<32>> pass_public_key(const std::optional<SlotPayload>& slot,
                                             protocol::Epoch epoch, std::uint8_t generation);

// The pass key in force: its private half lies in the erasable file.
struct LivePassKey {
  protocol::Epoch epoch = 0;
  std::uint8_t generation = 0;
  voprf::KeyPair pair;
  voprf::TokenKeyId id{};
};
std::optional<LivePassKey> live_pass_key(const Erasable& erasable, const protocol::Replay& log,
                                         protocol::Epoch epoch);

// The only challenge there is: every token of a scheme carries the same one.
Hash256 pass_challenge(const protocol::Policy& policy);

// A pass that arrived in a commit, checked outside the writer: elliptic-curve work happens before.
struct CheckedPass {
  bool good = false;        // the broker's own signature over it is right, and its key is in force
  std::uint64_t table = 0;  // of spent nonces
  ByteArray<32> nonce{};
};
CheckedPass check_pass(const LivePassKey* key, const Hash256& challenge,
                       FixedView<protocol::kTokenSize> token);

// Redeems it in the writer: accepted once.
protocol::PassResult redeem(const View& view, const CheckedPass& pass, Decision& decision);

// A draw, checked before any work is spent on it. kOk: to be evaluated and recorded.
protocol::Status check_draw(const View& view, const Scheme& scheme, const protocol::Replay& log,
                            const protocol::DrawRequest& request, ByteView body,
                            protocol::Day today);
// The evaluated passes; nullopt when the request holds anything but the role's number of good
// elements.
std::optional<Bytes> evaluate_draw(const LivePassKey& key, const protocol::Policy& policy,
                                   protocol::Role role, ByteView token_request);
// Records the draw in the writer, where nothing can have come between.
protocol::Status record_draw(const View& view, const protocol::DrawRequest& request, ByteView body,
                             Decision& decision);

// A locker that moved has drawn what it had drawn before.
void move_drawn(const View& view, const protocol::LockerId& from, const protocol::LockerId& to,
                Decision& decision);

}  // namespace sotto::broker
