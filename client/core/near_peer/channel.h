#pragma once
// What one sends to one other by letters: one at a time, repeated until the other has said its
// number (docs/spec/near-peer.md, "Letters"). The first letter that waits is numbered when it is
// sent for the first time; a newer one of its kind takes its place under a new number.

#include <optional>
#include <vector>

#include "client/core/near_peer/letter.h"
#include "crypto/base/wire.h"

namespace sotto::client {

class Channel {
 public:
  static constexpr std::size_t kWaitingMax = 5;  // all kinds that a doctor writes to the director

  // body: at most Letter::kBodyMax. False, and nothing done, when too many wait.
  bool put(LetterKind kind, Bytes body);
  bool put_first(LetterKind kind, Bytes body);  // before all that waits
  bool waits(LetterKind kind) const;
  // What waits of a kind, or all of it and what came in part, is given up; numbers go on.
  void drop(LetterKind kind);
  void drop_all();
  bool has_something() const { return !waiting_.empty() || owes_; }
  // The next part of what is said now, neither signed nor addressed; or that the other's letter
  // is here. nullopt: nothing.
  std::optional<Letter> next();

  struct Taken {
    LetterKind kind{};
    Bytes body;
  };
  // letter: by the other, its signature is good. What it says, once all its parts are here; nothing
  // of what is old. Nobody else's number is remembered before the caller keeps this channel.
  std::optional<Taken> take(const Letter& letter);

  std::uint32_t last_sent = 0;  // a counter of whoever fills commits

  void write(SecretWriter& out) const;
  static std::optional<Channel> read(Reader& in);
  std::size_t size() const;  // bytes that write() writes

 private:
  struct Waiting {
    LetterKind kind{};
    Bytes body;
  };
  std::vector<Waiting> waiting_;
  bool numbered_ = false;    // the first that waits is number sent_
  std::uint16_t sent_ = 0;   // number of the letter numbered last
  std::uint16_t taken_ = 0;  // of the other's
  std::uint8_t next_part_ = 0;
  bool owes_ = false;  // the other is to hear taken_
  // Parts of the other's next letter.
  std::uint16_t collecting_ = 0;
  std::vector<Bytes> parts_;  // empty: missing
};

}  // namespace sotto::client
