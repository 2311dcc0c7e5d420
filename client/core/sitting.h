#pragma once
// A visit that opens again by itself when its locker was opened elsewhere in the meantime
// (docs/spec/visits.md, "What a client does"): what the person did is applied to the newer state,
// and what was asked for beside it is asked for again. The person sees one visit.

#include <optional>

#include "client/core/visit.h"

namespace sotto::client {

class Sitting {
 public:
  // How often it opens, the first time included.
  static constexpr int kAttempts = 5;

  // kept: of a locker that its person keeps.
  static Sitting open(LockerKeys keys, Pin pin, protocol::UnixTime now,
                      std::optional<Kept> kept = {});
  static Sitting enrol(LockerKeys keys, Pin pin, Secret<10> code, protocol::Role role,
                       protocol::UnixTime now, bool kept = false);

  // As Visit has them. Whoever left while it opened again still leaves with a commit.
  Step next(protocol::UnixTime now);
  void answer(const Response& response, protocol::UnixTime now);
  void no_answer(protocol::UnixTime now);
  void leave() { leaving_ = true; }

  // As Visit has it.
  void carry_post(DeskPost post);

  Visit& visit() { return visit_; }
  const Visit& visit() const { return visit_; }
  // False also while it opens again.
  bool is_open() const { return visit_.opened() && !visit_.failure(); }
  // The locker's: the fresh ones once it has moved.
  const LockerKeys& keys() const { return keys_; }

  // As Visit has them, over all attempts; asked for again while the answer is not there, nothing
  // happens.
  void move_to(LockerKeys fresh);
  Asked moved() const;
  void extend(Secret<10> code);
  Asked extended() const;

 private:
  Sitting(LockerKeys keys, Pin pin, Visit visit);
  void look();
  void open_again(protocol::UnixTime now);

  LockerKeys keys_;
  Pin pin_;
  Visit visit_;
  int attempts_ = 1;
  bool leaving_ = false;
  bool asked_again_ = true;  // for what is no intent
  std::optional<DeskPost> post_;
  std::optional<LockerKeys> fresh_;
  std::optional<Secret<10>> code_;
  bool moved_ = false, extended_ = false;
};

}  // namespace sotto::client
