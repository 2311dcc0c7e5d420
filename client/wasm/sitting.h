#pragma once
// A visit that opens again by itself when its locker was opened elsewhere in the meantime
// (docs/spec/visits.md): what the person did is applied to the newer state. The page sees one
// visit.

#include <optional>

#include "client/core/visit.h"
#include "crypto/protocol/code.h"

namespace sotto::client::wasm {

class Sitting {
 public:
  // code and role: of an enrolment.
  Sitting(LockerKeys keys, Pin pin, std::optional<Secret<10>> code, protocol::Role role,
          protocol::UnixTime now);

  // As Visit has them. leaving: true from when the person leaves.
  Step next(bool leaving, protocol::UnixTime now);
  void answer(const Response& response, protocol::UnixTime now);
  void no_answer(protocol::UnixTime now);

  Visit& visit() { return visit_; }
  const Visit& visit() const { return visit_; }
  // False also while it opens again.
  bool is_open() const { return visit_.opened() && !visit_.failure(); }
  void move_to(LockerKeys fresh);
  void extend(Secret<10> code);
  // Over all attempts.
  Asked moved() const;
  Asked extended() const;

 private:
  void look();
  void open_again(protocol::UnixTime now);

  static constexpr int kAttempts = 5;
  LockerKeys keys_;
  Pin pin_;
  Visit visit_;
  int attempts_ = 1;
  bool asked_again_ = true;  // for what is no intent
  std::optional<LockerKeys> fresh_;
  std::optional<Secret<10>> code_;
  bool moved_ = false, extended_ = false;
};

}  // namespace sotto::client::wasm
