#include "broker/passes/passes.h"

#include "broker/visits/lockers.h"
#include "crypto/base/wire.h"

namespace sotto::broker {
namespace {

using protocol::DrawRequest;
using protocol::Role;
using protocol::Status;

// Lockers and supporters share the table; their ids differ in length.
bool drawn_otherwise(const View& view, const TableRef& table, ByteView who, const Hash256& hash) {
  const auto row = view.get(table, who);
  return row && !equal(*row, hash);
}

bool is_supporter(const DrawRequest& request) {
  return request.supporter != protocol::SupporterId{};
}

const Bytes kLive = to_bytes(as_bytes("live"));

std::optional<std::uint64_t> live_tables(const View& view) {
  const auto row = view.get(kPassTables, kLive);
  if (!row) return std::nullopt;
  std::uint64_t number = 0;
  Reader r(*row);
  if (!r.u64(number) || !r.done()) panic("passes: the row of the live tables is damaged");
  return number;
}

std::optional<voprf::KeyPair> key_in(const std::optional<SlotPayload>& payload,
                                     protocol::Epoch epoch, std::uint8_t generation) {
  const auto slot = payload ? KeySlot::parse(*payload) : std::nullopt;
  if (!slot || slot->tag != epoch || slot->generation != generation) return std::nullopt;
  auto scalar = ristretto::Scalar::parse(slot->secret.expose());
  if (!scalar) return std::nullopt;
  return voprf::KeyPair::from_secret(std::move(*scalar));
}

}  // namespace

Decision turn_pass_tables(const GroupView& view, const protocol::Replay& log,
                          protocol::Epoch epoch) {
  Decision decision;
  const auto key = log.pass_key(epoch);
  const auto live = live_tables(view);
  const auto wanted = key ? std::optional(table_number(epoch, key->generation)) : std::nullopt;
  if (live == wanted) return decision;
  if (live) decision.drop(kSpent.of(*live)).drop(kDrawn.of(*live)).erase(kPassTables, kLive);
  if (wanted) {
    decision.create(kSpent.of(*wanted)).create(kDrawn.of(*wanted));
    decision.put(kPassTables, kLive, sotto::Writer().u64(*wanted).take());
  }
  return decision;
}

// By what lies there: a stop may have come between the end of an epoch and its slot, and the key of
// four epochs later has the same place.
Decision expire_pass_keys(const GroupView& view, protocol::Epoch now) {
  Decision decision;
  for (std::uint32_t slot = pass_key_slot(0); slot <= pass_key_slot(3); ++slot) {
    const auto payload = view.slot(slot);
    const auto key = payload ? KeySlot::parse(*payload) : std::nullopt;
    if (key && key->tag < now) decision.overwrite_slot(slot);
  }
  return decision;
}

SlotPayload fresh_pass_key(protocol::Epoch epoch, std::uint8_t generation) {
  const voprf::KeyPair pair = voprf::KeyPair::generate();
  return KeySlot{epoch, generation, Secret<32>::from(pair.secret.expose())}.encode();
}

std::optional<ByteArray<32>> pass_public_key(const std::optional<SlotPayload>& slot,
                                             protocol::Epoch epoch, std::uint8_t generation) {
  const auto pair = key_in(slot, epoch, generation);
  if (!pair) return std::nullopt;
  return pair->public_key.bytes();
}

std::optional<LivePassKey> live_pass_key(const Erasable& erasable, const protocol::Replay& log,
                                         protocol::Epoch epoch) {
  const auto logged = log.pass_key(epoch);
  if (!logged) return std::nullopt;
  auto pair = key_in(erasable.read(pass_key_slot(epoch)), epoch, logged->generation);
  if (!pair || pair->public_key.bytes() != logged->key) return std::nullopt;
  const auto id = voprf::token_key_id(pair->public_key);
  return LivePassKey{epoch, logged->generation, std::move(*pair), id};
}

Hash256 pass_challenge(const protocol::Policy& policy) {
  return voprf::Challenge{"pass." + policy.origin}.digest();
}

CheckedPass check_pass(const LivePassKey* key, const Hash256& challenge,
                       FixedView<protocol::kTokenSize> token) {
  CheckedPass out;
  if (key == nullptr) return out;
  const auto parsed = voprf::Token::parse(token);
  if (!parsed || !voprf::verify_token(key->pair, *parsed, challenge)) return out;
  out.good = true;
  out.table = table_number(key->epoch, key->generation);
  out.nonce = parsed->nonce;
  return out;
}

protocol::PassResult redeem(const View& view, const CheckedPass& pass, Decision& decision) {
  if (!pass.good) return protocol::PassResult::kRefused;
  // Checked under a key whose epoch has ended meanwhile: its table is gone.
  if (live_tables(view) != pass.table) return protocol::PassResult::kRefused;
  const TableRef spent = kSpent.of(pass.table);
  if (view.get(spent, pass.nonce)) return protocol::PassResult::kRefused;
  decision.put(spent, to_bytes(pass.nonce), {});
  return protocol::PassResult::kAccepted;
}

Status check_draw(const View& view, const Scheme& scheme, const protocol::Replay& log,
                  const DrawRequest& request, ByteView body, protocol::Day today) {
  const auto locker = find_locker(view, request.id);
  if (!locker) return Status::kUnknownLocker;
  const Bytes message = protocol::draw_message(scheme.genesis, request);
  if (!verify(locker->write_key, protocol::kDrawLabel, message, request.signature)) {
    return Status::kBadSignature;
  }
  if ((locker->role == Role::kSupporter) != is_supporter(request)) return Status::kWrongRole;
  if (is_supporter(request)) {
    const auto supporter = log.roster().find(request.supporter);
    if (supporter == log.roster().end() ||
        !supporter->second.in_force(protocol::Calendar::week(today))) {
      return Status::kNotListed;
    }
    if (!verify(supporter->second.identity_key, protocol::kDrawIdentityLabel, message,
                request.identity_signature)) {
      return Status::kBadSignature;
    }
  } else if (today > locker->eligible_until) {
    return Status::kNotEligible;
  }
  const auto key = log.pass_key(scheme.policy.calendar.epoch(today));
  if (!key || key->epoch != request.epoch || key->generation != request.generation) {
    return Status::kWrongEpoch;
  }
  Decision unused;
  return record_draw(view, request, body, unused);
}

std::optional<Bytes> evaluate_draw(const LivePassKey& key, const protocol::Policy& policy,
                                   Role role, ByteView token_request) {
  const std::size_t count = role == Role::kSupporter
                                ? protocol::kCoverPasses
                                : std::size_t{policy.packs_per_epoch} * protocol::kMeetings;
  const auto request = voprf::parse_batch_request(token_request, count);
  if (!request || request->truncated_key_id != voprf::truncated(key.id)) return std::nullopt;
  const auto evaluation = voprf::evaluate(key.pair, request->elements);
  if (!evaluation) return std::nullopt;
  return voprf::encode_batch_response(*evaluation);
}

Status record_draw(const View& view, const DrawRequest& request, ByteView body,
                   Decision& decision) {
  const std::uint64_t number = table_number(request.epoch, request.generation);
  if (live_tables(view) != number) return Status::kWrongEpoch;
  // It may have moved since it was looked at, and would draw once more under its new id.
  if (!view.get(kLockers, request.id)) return Status::kUnknownLocker;
  const TableRef table = kDrawn.of(number);
  // A repeat has the same passes; its signatures are deterministic, so it has the same bytes.
  const Hash256 hash = protocol::request_hash(body);
  if (drawn_otherwise(view, table, request.id, hash)) return Status::kAlreadyDrawn;
  decision.put(table, to_bytes(request.id), to_bytes(hash));
  if (is_supporter(request)) {
    if (drawn_otherwise(view, table, request.supporter, hash)) return Status::kAlreadyDrawn;
    decision.put(table, to_bytes(request.supporter), to_bytes(hash));
  }
  return Status::kOk;
}

void move_drawn(const View& view, const protocol::LockerId& from, const protocol::LockerId& to,
                Decision& decision) {
  const auto number = live_tables(view);
  if (!number) return;
  const auto hash = view.get(kDrawn.of(*number), from);
  if (!hash) return;
  decision.put(kDrawn.of(*number), to_bytes(to), to_bytes(*hash));
  decision.erase(kDrawn.of(*number), to_bytes(from));
}

}  // namespace sotto::broker
