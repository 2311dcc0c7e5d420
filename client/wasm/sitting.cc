#include "client/wasm/sitting.h"

#include <utility>

namespace sotto::client::wasm {

Sitting::Sitting(LockerKeys keys, Pin pin, std::optional<Secret<10>> code, protocol::Role role,
                 protocol::UnixTime now)
    : keys_(std::move(keys)),
      pin_(std::move(pin)),
      visit_(code ? Visit::enrol(keys_.clone(), pin_, std::move(*code), role, now)
                  : Visit::open(keys_.clone(), pin_, now)) {}

Step Sitting::next(bool leaving, protocol::UnixTime now) {
  for (;;) {
    if (is_open() && !asked_again_) {
      asked_again_ = true;
      if (fresh_) visit_.move_to(fresh_->clone());
      if (code_) visit_.extend(code_->clone());
    }
    // Whoever left while it opened again still leaves with a commit.
    if (leaving && (attempts_ == 1 || visit_.opened())) visit_.leave();
    Step step = visit_.next(now);
    const bool stale = visit_.failure() == Failure::kStaleVersion;
    if (!std::holds_alternative<Finished>(step) || !stale || attempts_ == kAttempts) return step;
    open_again(now);
  }
}

void Sitting::answer(const Response& response, protocol::UnixTime now) {
  visit_.answer(response, now);
  look();
}

void Sitting::no_answer(protocol::UnixTime now) {
  visit_.no_answer(now);
  look();
}

// What has come to an end is not asked for again.
void Sitting::look() {
  if (!visit_.opened()) return;
  if (fresh_ && visit_.moved() == Asked::kDone) {
    keys_ = std::move(*fresh_);
    fresh_.reset();
    moved_ = true;
  }
  if (code_ && (visit_.extended() == Asked::kDone || visit_.extended() == Asked::kRefused)) {
    code_.reset();
    extended_ = visit_.extended() == Asked::kDone;
  }
}

void Sitting::open_again(protocol::UnixTime now) {
  ++attempts_;
  asked_again_ = false;
  visit_ = Visit::open(keys_.clone(), pin_, now, visit_.unsaved());
}

void Sitting::move_to(LockerKeys fresh) {
  if (visit_.moved() == Asked::kPending) return;
  fresh_ = std::move(fresh);
  moved_ = false;
  visit_.move_to(fresh_->clone());
}

void Sitting::extend(Secret<10> code) {
  if (visit_.extended() == Asked::kPending) return;
  code_ = std::move(code);
  extended_ = false;
  visit_.extend(code_->clone());
}

Asked Sitting::moved() const {
  return moved_ ? Asked::kDone : fresh_ ? Asked::kPending : visit_.moved();
}

Asked Sitting::extended() const {
  return extended_ ? Asked::kDone : code_ ? Asked::kPending : visit_.extended();
}

}  // namespace sotto::client::wasm
