#pragma once
// A near-peer scheme whose letters go from hand to hand: a director's desk, doctors and supporters,
// and one heap of cells that everybody looks through. No broker, no visits.

#include <algorithm>
#include <stdexcept>

#include "client/core/near_peer/mail.h"
#include "client/core/near_peer/peer.h"
#include "tests/client/near_peer/sample_desk.h"

namespace sotto::testing {

struct Post {
  Post() : desk(policy), keys(new_director()) {}

  static client::DirectorKeys new_director() {
    return client::director_keys(SigningKey::generate(), X25519KeyPair::generate());
  }

  client::PeerAround around() const { return {policy, "sotto.example/near-peer", genesis, today}; }

  // Everything that somebody has to say now, for whoever it is.
  std::vector<Bytes> said_by(client::PeerState& person) {
    std::vector<Bytes> out;
    for (const auto& sender : person.senders()) {
      auto cell = person.next_cell(sender.who, ++counter, keys.sealing.public_key, genesis);
      if (cell) out.push_back(std::move(*cell));
    }
    return out;
  }
  std::optional<client::Letter> open(const X25519KeyPair& with, const Bytes& cell) const {
    const auto opener = client::Opener::for_enquiries(with.clone(), client::letter_info(genesis));
    const auto message = opener.open(protocol::Cell(cell));
    return message ? client::Letter::parse(message->expose()) : std::nullopt;
  }
  std::vector<client::PeerEvent> give(client::PeerState& person, const std::vector<Bytes>& cells) {
    std::vector<client::PeerEvent> out;
    for (const Bytes& cell : cells) {
      const auto letter = open(person.mail(), cell);
      if (!letter) continue;
      for (const auto& each : person.take(*letter, keys.signing.public_key, around())) {
        out.push_back(each);
      }
    }
    return out;
  }
  std::vector<client::MailEvent> give_director(const std::vector<Bytes>& cells) {
    std::vector<client::Letter> found;
    for (const Bytes& cell : cells) {
      if (auto letter = open(keys.sealing, cell)) found.push_back(std::move(*letter));
    }
    return mail.take(found, desk, keys, genesis, kSampleToday);
  }
  std::vector<Bytes> said_by_director() {
    mail.refresh(desk, keys);
    auto out = mail.cells(protocol::Role::kSupporter, 100, desk, keys, genesis);
    for (auto& cell : mail.cells(protocol::Role::kColleague, 100, desk, keys, genesis)) {
      out.push_back(std::move(cell));
    }
    return out;
  }

  // One visit of everybody, the director's between the two of everybody else.
  void round(std::vector<client::PeerState*> people) {
    std::vector<Bytes> heap;
    for (auto* each : people) {
      for (Bytes& cell : said_by(*each)) heap.push_back(std::move(cell));
    }
    for (const auto& each : give_director(heap)) told_director.push_back(each.news);
    for (Bytes& cell : said_by_director()) heap.push_back(std::move(cell));
    for (auto* each : people) {
      for (const auto& event : give(*each, heap)) news.push_back(event.news);
    }
  }
  bool heard(client::PeerNews what) const { return std::ranges::find(news, what) != news.end(); }
  bool director_heard(client::MailNews what) const {
    return std::ranges::find(told_director, what) != told_director.end();
  }

  // Abel (row 1) supports Carl (row 2); both have come, and know each other.
  void begin() {
    add_eligible(desk, "Abel", {"LTFT"});
    if (!desk.add(sample_doctor("Carl", {"ltft", "Age"}))) throw std::runtime_error("Carl");
    pair();
    join(abel, 1);
    join(carl, 2);
    for (int i = 0; i < 3; ++i) round({&abel, &carl});
  }
  void pair() {
    const auto input = desk.matching(kSampleToday);
    std::vector<client::MatchResult> results;
    for (std::size_t i = 0; i < input.doctors.size(); ++i) {
      results.push_back({client::MatchOutcome::kNew, 0});
    }
    if (!desk.take(input, results, kSampleToday)) throw std::runtime_error("no such pairs");
  }
  void join(client::PeerState& person, std::uint32_t row) {
    client::PeerAct act{.verb = client::PeerVerb::kJoin};
    act.invitation = mail.invitation(row, keys);
    if (!person.act(act, around())) throw std::runtime_error("could not join");
  }

  Hash256 genesis{7};
  protocol::NearPeer policy = sample_near_peer();
  client::Desk desk;
  client::DeskMail mail;
  client::DirectorKeys keys;
  protocol::Day today = 1000;
  std::uint32_t counter = 0;
  client::PeerState abel = client::PeerState::fresh(protocol::Role::kSupporter, nullptr);
  client::PeerState carl = client::PeerState::fresh(protocol::Role::kColleague, nullptr);
  std::vector<client::PeerNews> news;
  std::vector<client::MailNews> told_director;
};

}  // namespace sotto::testing
