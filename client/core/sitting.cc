#include "client/core/sitting.h"

#include <utility>

namespace sotto::client {

Sitting::Sitting(LockerKeys keys, Pin pin, Visit visit)
    : keys_(std::move(keys)), pin_(std::move(pin)), visit_(std::move(visit)) {}

Sitting Sitting::open(LockerKeys keys, Pin pin, protocol::UnixTime now, std::optional<Kept> kept) {
  Visit visit = kept ? Visit::open_kept(keys.clone(), pin, std::move(*kept), now)
                     : Visit::open(keys.clone(), pin, now);
  return {std::move(keys), std::move(pin), std::move(visit)};
}

Sitting Sitting::enrol(LockerKeys keys, Pin pin, Secret<10> code, protocol::Role role,
                       protocol::UnixTime now, bool kept) {
  const auto make = kept ? Visit::enrol_kept : Visit::enrol;
  Visit visit = make(keys.clone(), pin, std::move(code), role, now);
  return {std::move(keys), std::move(pin), std::move(visit)};
}

Step Sitting::next(protocol::UnixTime now) {
  for (;;) {
    if (is_open() && !asked_again_) {
      asked_again_ = true;
      if (fresh_) visit_.move_to(fresh_->clone());
      if (code_) visit_.extend(code_->clone());
    }
    if (leaving_ && (attempts_ == 1 || visit_.opened())) visit_.leave();
    Step step = visit_.next(now);
    const bool stale = visit_.failure() == Failure::kStaleVersion ||
                       visit_.failure() == Failure::kGatewayKeyChanged;
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
  const Kept* const kept = visit_.kept();
  Visit next = kept != nullptr ? Visit::open_kept(keys_.clone(), pin_, *kept, now, visit_.unsaved())
                               : Visit::open(keys_.clone(), pin_, now, visit_.unsaved());
  next.follow(visit_);
  visit_ = std::move(next);
  if (post_) visit_.carry_post(post_->clone());
}

void Sitting::carry_post(DeskPost post) {
  post_ = std::move(post);
  visit_.carry_post(post_->clone());
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

}  // namespace sotto::client
