#pragma once
// Lockers that exist at a broker, and commits of theirs, sealed and ready to be posted.

#include <vector>

#include "client/core/exchange.h"
#include "client/core/keys.h"
#include "client/core/public_view.h"
#include "tests/story/rig.h"

namespace sotto::bench {

// Two hours before the week in which listings that are made now are in force.
inline constexpr protocol::UnixTime kSundayEvening = 20465ull * 86400 - 2 * 3600;

// A scheme whose batches are published often, so that what waits is what one round brings.
inline constexpr std::uint32_t kPublishEvery = 600;
testing::Rig::Options rig_options();

class Crowd {
 public:
  // Enrols so many lockers through the broker; supporters are listed and draw their passes too.
  Crowd(testing::Rig& rig, protocol::Role role, std::size_t size);

  std::size_t size() const { return members_.size(); }
  // The next commit of one locker, as it is posted. It counts as sent: versions follow each other,
  // and a supporter's carries a pass while there are any. As a client's, it brings the contact key
  // of the next week, the same one nine times: three visits a week, three commits each.
  Bytes next_commit(std::size_t member);
  // Whether every commit that was made has been applied.
  bool all_applied() const;

 private:
  struct Member {
    client::LockerKeys keys;
    SigningKey identity;  // a supporter's
    std::uint64_t version = 0;
    std::vector<ByteArray<protocol::kTokenSize>> tokens;
    protocol::ContactKey contact_key;  // a supporter's
  };

  Bytes ask(const client::Endpoint& endpoint, ByteView body) const;
  void enrol(Member& member);
  void list(const Member& member);
  void draw(Member& member);
  void renew_contact_key(Member& member) const;
  protocol::SupporterPlaces places(Member& member) const;

  testing::Rig& rig_;
  protocol::Role role_;
  client::PublicView everybody_;
  std::vector<Member> members_;
};

}  // namespace sotto::bench
