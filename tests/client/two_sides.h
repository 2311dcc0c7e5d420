#pragma once
// A colleague and a supporter with one engagement between them, and a broker that accepts every
// pass of its epoch once. For tests of what two clients say to each other.

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "client/core/engagement.h"
#include "crypto/primitives/random.h"

namespace sotto::client {

inline constexpr std::string_view kOrigin = "sotto.example/listen";
inline constexpr protocol::SupporterId kSupporter{0x51, 0x52};
inline constexpr std::uint8_t kWeeks = 12;
inline constexpr protocol::Day kMonday = 20412 - 20412 % 7 + 4;  // some Monday

// Whether passes are good is not of interest here: a broker that knows who was issued what.
struct FakeBroker {
  protocol::Epoch epoch = 100;
  std::uint8_t generation = 1;
  ByteArray<32> token_key = voprf::KeyPair::generate().public_key.bytes();
  std::set<ByteArray<32>> spent;

  bool redeem(const SentPass& pass) {
    return pass.epoch == epoch && pass.generation == generation &&
           spent.insert(pass_nonce(pass.pack_secret, pass.index)).second;
  }
};

inline std::vector<Secret<64>> any_authenticators(std::size_t count) {
  std::vector<Secret<64>> out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(random_secret<64>());
  return out;
}

// Stored and read again, as between two visits.
inline Engagement stored(const Engagement& engagement) {
  SecretWriter out(Engagement::kMaxSize);
  engagement.write(out);
  const SecretBytes bytes = out.take();
  Reader in(bytes.expose());
  std::optional<Engagement> again = Engagement::read(in);
  if (!again || !in.done()) throw std::runtime_error("an engagement did not survive its storing");
  return std::move(*again);
}

struct OneSide {
  std::optional<Engagement> engagement;
  LogView log{.size = 7};
  std::uint32_t counter = 0;
  std::uint32_t put_back = 0;  // how often the other side had seen more than was sent

  // Tries a cell with every key; what was accepted.
  bool read(const Bytes& cell, protocol::Day today) {
    if (!engagement) return false;
    for (const Trial& trial : engagement->trials(kOrigin)) {
      const auto message = trial.opener.open(protocol::Cell(cell));
      if (!message) continue;
      const auto snapshot = Snapshot::parse(message->expose());
      if (!snapshot) return false;
      const Received received = engagement->receive(trial, *snapshot, today);
      if (received.put_back) ++put_back;
      return received.accepted;
    }
    return false;
  }
};

struct Colleague : OneSide {
  Packs packs;

  void draw(const FakeBroker& broker, std::size_t count = 4) {
    packs.refill(broker.epoch, broker.generation, broker.token_key, random_secret<32>(),
                 any_authenticators(3 * count));
  }
  void enquire(const X25519PublicKey& contact_key, protocol::Day today) {
    engagement = Engagement::enquire(
        1, kSupporter, {.key = contact_key, .week = protocol::Calendar::week(today)}, *packs.take(),
        protocol::Means::kPhone, "01632 960 111", today);
  }
  std::optional<Bytes> send(protocol::Day today, std::optional<Contact> contact = {}) {
    return engagement->next_cell({.origin = kOrigin,
                                  .log = log,
                                  .today = today,
                                  .counter = ++counter,
                                  .packs = &packs,
                                  .contact = contact});
  }
};

struct Supporter : OneSide {
  protocol::SupporterId id = kSupporter;
  X25519KeyPair contact_key = X25519KeyPair::generate();

  Bytes enquiries() const { return cell_info(kOrigin, protocol::Board::kEnquiries, id); }

  std::optional<Enquiry> open(const Bytes& cell) const {
    const auto message = open_enquiry(contact_key, enquiries(), protocol::Cell(cell));
    return message ? Enquiry::parse(message->expose()) : std::nullopt;
  }
  bool take_enquiry(const Bytes& cell, protocol::Day today) {
    std::optional<Enquiry> enquiry = open(cell);
    if (!enquiry) return false;
    engagement =
        Engagement::from_enquiry(1, id, contact_key.public_key, std::move(*enquiry), today);
    return engagement.has_value();
  }
  // What waits is redeemed.
  bool redeem(FakeBroker& broker) {
    const auto pass = engagement->pass_to_redeem();
    if (!pass) return false;
    const bool accepted = broker.redeem(*pass);
    engagement->pass_redeemed(accepted);
    return accepted;
  }
  std::optional<Bytes> send(protocol::Day today) {
    return engagement->next_cell({.origin = kOrigin,
                                  .log = log,
                                  .today = today,
                                  .counter = ++counter,
                                  .packs = nullptr,
                                  .contact = {}});
  }
};

// Both sides with nothing lost on the way.
struct TwoSides {
  FakeBroker broker;
  Colleague colleague;
  Supporter supporter;
  protocol::Day today = kMonday;

  TwoSides() { colleague.draw(broker); }

  void enquire() {
    colleague.enquire(supporter.contact_key.public_key, today);
    ASSERT_TRUE(supporter.take_enquiry(*colleague.send(today), today));
    ASSERT_TRUE(supporter.redeem(broker));
  }
  void accept() {
    enquire();
    ASSERT_TRUE(supporter.engagement->accept());
    ASSERT_TRUE(to_colleague());
  }
  bool to_colleague() {
    const auto cell = supporter.send(today);
    return cell && colleague.read(*cell, today);
  }
  bool to_supporter() {
    const auto cell = colleague.send(today);
    return cell && supporter.read(*cell, today);
  }
  void offer_and_choose(std::uint8_t slot = 1) {
    ASSERT_TRUE(supporter.engagement->offer(
        {{.start = 1000, .place = "Room 4"}, {.start = 2000, .place = "Library"}}));
    ASSERT_TRUE(to_colleague());
    ASSERT_TRUE(colleague.engagement->choose(slot));
    ASSERT_TRUE(to_supporter());
  }
  // A whole meeting, said to be held by the supporter.
  void meet() {
    offer_and_choose();
    supporter.redeem(broker);
    ASSERT_TRUE(to_colleague());
    ASSERT_TRUE(supporter.engagement->held(today));
    ASSERT_TRUE(to_colleague());
  }
};

}  // namespace sotto::client
