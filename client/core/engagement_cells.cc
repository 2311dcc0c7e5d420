// An engagement's cells: what is tried, what arrives, what is sent.

#include <algorithm>
#include <utility>

#include "client/core/engagement.h"

namespace sotto::client {
namespace {

using protocol::Board;
using protocol::Role;

// Where a role's own cells are posted.
Board board_of(Role role) {
  return role == Role::kColleague ? Board::kEnquiries : Board::kReplies;
}

Role other(Role role) {
  return role == Role::kColleague ? Role::kSupporter : Role::kColleague;
}

bool lives(const Contact& contact, protocol::Day today) {
  return today < protocol::Calendar::first_day_of_week(contact.week) + protocol::kContactKeyDays;
}

}  // namespace

// --- passes ---

std::optional<SentPass> Engagement::pass_to_redeem() const {
  if (!redeem_.waiting || finished_) return std::nullopt;
  return redeem_.waiting->clone();
}

void Engagement::pass_redeemed(bool accepted) {
  if (!redeem_.waiting) return;  // ended in the meantime
  if (!accepted) {
    refuse_waiting();
    return;
  }
  SentPass& pass = *redeem_.waiting;
  redeem_.pack_secret = std::move(pass.pack_secret);
  redeem_.epoch = pass.epoch;
  redeem_.generation = pass.generation;
  redeem_.accepted = std::max(redeem_.accepted, pass.index);
  redeem_.waiting.reset();
  if (phase_ == Phase::kWaitsForPass) phase_ = Phase::kEnquired;
  agree_if_possible();
}

// Only passes of the current epoch are ever redeemed: an older one counts as refused.
void Engagement::refuse_waiting() {
  if (phase_ == Phase::kWaitsForPass) {
    finished_ = true;
    end_by(EndReason::kNone, began_);
    return;
  }
  const ByteArray<32> nonce = pass_nonce(redeem_.waiting->pack_secret, redeem_.waiting->index);
  redeem_.refused = to_array(FixedView<32>(nonce).first<8>());
  redeem_.ask = true;
  redeem_.waiting.reset();
}

// A key that only the sender was shown would tell, when its pass comes back, whose it was.
bool Engagement::refuse_pass_of_another_key(protocol::Epoch epoch, std::uint8_t generation,
                                            const voprf::TokenKeyId& key_id) {
  const std::optional<SentPass>& waiting = redeem_.waiting;
  if (!waiting || finished_ || waiting->epoch != epoch || waiting->generation != generation ||
      waiting->key_id == key_id) {
    return false;
  }
  refuse_waiting();
  return true;
}

bool Engagement::takes_pack(const SentPass& pass) const {
  return pass.pack_secret == redeem_.pack_secret || redeem_.ask ||
         std::pair(pass.epoch, pass.generation) > std::pair(redeem_.epoch, redeem_.generation);
}

void Engagement::take_pass(const SentPass& pass) {
  if (pass.index != agreed_ + 1 || redeem_.accepted >= pass.index || !takes_pack(pass)) return;
  const ByteArray<32> nonce = pass_nonce(pass.pack_secret, pass.index);
  if (equal(FixedView<32>(nonce).first<8>(), redeem_.refused)) return;
  redeem_.waiting = pass.clone();
  redeem_.ask = false;
}

void Engagement::agree_if_possible() {
  if (choice_ == 0 || (!pair_ && redeem_.accepted <= agreed_)) return;
  ++agreed_;
  agreed_slot_ = std::move(slots_[choice_ - 1u]);
  slots_.clear();
  choice_ = 0;
  redeem_.waiting.reset();
}

// --- what arrives ---

void Engagement::settle_keys(const Trial& trial) {
  if (trial.opener.key() == newest_.public_key) {
    used_ = std::exchange(newest_, X25519KeyPair::generate());
  }
  contacts_ = {{.key = trial.contact_key}};
}

Received Engagement::receive(const Trial& trial, const Snapshot& snapshot, protocol::Day today) {
  if (snapshot.number <= seen_ || finished_ || snapshot.agreed > meetings_max()) return {};
  if (!x25519(newest_.secret, snapshot.key)) return {};  // nothing could ever be sealed to it
  const Received out{.accepted = true, .put_back = snapshot.seen > number_};
  seen_ = snapshot.number;
  peer_key_ = snapshot.key;
  peer_log_ = snapshot.log;
  settle_keys(trial);
  if (phase_ != Phase::kEnded) {
    if (role_ == Role::kColleague) {
      take_offer(snapshot);
    } else {
      take_choice(snapshot);
    }
    const std::uint8_t held_there = std::min(snapshot.held, agreed_);
    if (held_there > held_) {
      held_ = held_there;
      settle_meeting(today);
    }
  }
  take_end(snapshot, today);
  return out;
}

// A colleague takes over what the supporter says.
void Engagement::take_offer(const Snapshot& snapshot) {
  if (snapshot.answer == Answer::kAccept) phase_ = Phase::kAccepted;
  const bool agreed_now = snapshot.agreed > agreed_;
  if (agreed_now) {
    agreed_ = snapshot.agreed;
    agreed_slot_.reset();
    if (choice_ != 0) agreed_slot_ = slots_[choice_ - 1u];
  }
  // A choice is of one offer, as it stood when it was made.
  if (agreed_now || snapshot.offer != offer_ || snapshot.slots != slots_) choice_ = 0;
  offer_ = snapshot.offer;
  slots_ = snapshot.slots;
  if (choice_ == 0) pack_.none_left = false;
  if (snapshot.fresh_pass && choice_ != 0 && pack_.sent_since != 0 &&
      snapshot.seen >= pack_.sent_since) {
    pack_.asked = true;
  }
}

// A supporter's offer is answered; meetings are agreed here alone.
void Engagement::take_choice(const Snapshot& snapshot) {
  if (snapshot.choice_offer == 0 || snapshot.choice_offer != offer_ ||
      snapshot.choice_slot > slots_.size() || agreed_ > held_) {
    return;
  }
  choice_ = snapshot.choice_slot;
  if (snapshot.pass && !pair_) take_pass(*snapshot.pass);
  agree_if_possible();
}

void Engagement::take_end(const Snapshot& snapshot, protocol::Day today) {
  if (!snapshot.ended) {
    if (ended_number_ != 0 && snapshot.seen >= ended_number_) finished_ = true;
    return;
  }
  if (phase_ != Phase::kEnded) {
    const bool cannot = role_ == Role::kColleague && snapshot.answer == Answer::kCannot;
    end_by(cannot ? EndReason::kCannot : EndReason::kTheirs, today);
  }
  // Both have ended. Who knows that the other knows is done; otherwise the other is told once.
  if (ended_number_ != 0 && snapshot.seen >= ended_number_) {
    finished_ = true;
  } else {
    last_word_ = true;
  }
}

std::optional<LogView> Engagement::log_to_check() const {
  if (peer_log_.size == 0) return std::nullopt;
  return peer_log_;
}

// --- what is tried ---

std::vector<Trial> Engagement::trials(std::string_view origin) const {
  std::vector<Trial> out;
  if (finished_ || phase_ == Phase::kWaitsForPass) return out;
  const Bytes info = cell_info(origin, board_of(other(role_)), supporter_);
  for (const Contact& contact : contacts_) {
    const Secret<32> psk = engagement_psk(secret_, info, contact.key);
    const auto add = [&](const X25519KeyPair& key) {
      out.push_back({Opener::for_snapshots(key.clone(), info, psk), contact.key});
    };
    add(newest_);
    if (used_) add(*used_);
  }
  return out;
}

// --- what is sent ---

std::optional<Bytes> Engagement::next_cell(const Sending& sending) {
  if (finished_ || phase_ == Phase::kWaitsForPass) return std::nullopt;
  if (role_ == Role::kColleague && sending.packs == nullptr) panic("engagement: no packs");
  std::optional<Bytes> cell;
  if (peer_key_) {
    cell = snapshot_cell(sending);
  } else if (phase_ == Phase::kEnquired) {
    cell = enquiry_cell(sending);
  }
  if (cell) last_sent_ = sending.counter;
  return cell;
}

// True when the engagement's pack is of the present draw; takes one if need be.
bool Engagement::has_current_pack(Packs& packs) {
  const bool current = packs.has(pack_.pack);
  if (current && !pack_.asked) return true;
  // Once an epoch: nobody can make a colleague use up one pack after the other.
  const bool may_take = !current || !pack_.second;
  const std::optional<TakenPack> taken = may_take ? packs.take() : std::nullopt;
  pack_.none_left = !taken;
  if (!taken) return false;
  pack_ = {.pack = *taken, .second = current};
  return true;
}

// The pass of the meeting that was chosen. The first was accepted with the enquiry.
std::optional<SentPass> Engagement::pass_to_send(Packs& packs) {
  const auto meeting = static_cast<std::uint8_t>(agreed_ + 1);
  if (choice_ == 0 || meeting == 1 || pair_ || !has_current_pack(packs)) return std::nullopt;
  if (pack_.sent_since == 0) pack_.sent_since = number_;
  return packs.pass(pack_.pack, meeting);
}

// While the key lives that the enquiry was sealed to, it stays; then this week's takes its place.
void Engagement::note_contact(const Sending& sending) {
  if (lives(contacts_.back(), sending.today) || !sending.contact) return;
  contacts_.push_back(*sending.contact);
  if (contacts_.size() > kMaxContacts) contacts_.erase(contacts_.begin());
}

std::optional<Bytes> Engagement::enquiry_cell(const Sending& sending) {
  note_contact(sending);
  if (!lives(contacts_.back(), sending.today)) return std::nullopt;
  SentPass pass;
  pass.index = 1;
  if (pair_) {
    std::ranges::copy(*pair_, pass.pack_secret.fill().begin());
  } else if (has_current_pack(*sending.packs)) {
    pass = sending.packs->pass(pack_.pack, 1);
  } else {
    return std::nullopt;
  }
  const Enquiry enquiry{.reply_key = newest_.public_key,
                        .secret = secret_.clone(),
                        .pass = std::move(pass),
                        .means = means_,
                        .value = value_,
                        .log = sending.log};
  return seal_enquiry(contacts_.back().key,
                      cell_info(sending.origin, Board::kEnquiries, supporter_),
                      enquiry.encode().expose());
}

std::optional<Bytes> Engagement::snapshot_cell(const Sending& sending) {
  ++number_;
  const Snapshot snapshot = snapshot_to_send(sending);
  if (phase_ == Phase::kEnded) {
    if (ended_number_ == 0) ended_number_ = number_;
    if (last_word_) finished_ = true;
  }
  const Bytes info = cell_info(sending.origin, board_of(role_), supporter_);
  return seal_snapshot(*peer_key_, info, engagement_psk(secret_, info, contacts_.back().key),
                       snapshot.encode().expose());
}

Snapshot Engagement::snapshot_to_send(const Sending& sending) {
  Snapshot out{.number = number_,
               .seen = seen_,
               .ended = phase_ == Phase::kEnded,
               .key = newest_.public_key,
               .agreed = agreed_,
               .held = held_,
               .slots = {},
               .pass = {},
               .log = sending.log};
  if (role_ == Role::kSupporter) {
    out.fresh_pass = redeem_.ask;
    out.answer = answer_;
    out.offer = offer_;
    out.slots = slots_;
  } else if (choice_ != 0) {
    out.choice_offer = offer_;
    out.choice_slot = choice_;
    out.pass = pass_to_send(*sending.packs);
  }
  return out;
}

}  // namespace sotto::client
