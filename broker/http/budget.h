#pragma once
// Memory that all connections may hold together. What does not fit is refused before it is taken.

#include <atomic>
#include <cstddef>
#include <utility>

namespace sotto::broker::http {

class Budget {
 public:
  explicit Budget(std::size_t bytes) : left_(bytes) {}

  // False: fewer than `bytes + spare` are left. Any thread.
  bool take(std::size_t bytes, std::size_t spare) {
    std::size_t left = left_;
    do {
      if (left < bytes || left - bytes < spare) return false;
    } while (!left_.compare_exchange_weak(left, left - bytes));
    return true;
  }
  void give(std::size_t bytes) { left_ += bytes; }
  std::size_t left() const { return left_; }

 private:
  std::atomic<std::size_t> left_;
};

// Bytes that were taken, until it ends.
class Claim {
 public:
  Claim() = default;
  Claim(Budget& budget, std::size_t bytes, std::size_t spare = 0)
      : budget_(budget.take(bytes, spare) ? &budget : nullptr), bytes_(bytes) {}
  ~Claim() {
    if (budget_ != nullptr) budget_->give(bytes_);
  }
  Claim(Claim&& other) noexcept
      : budget_(std::exchange(other.budget_, nullptr)), bytes_(other.bytes_) {}
  Claim& operator=(Claim&& other) noexcept {
    std::swap(budget_, other.budget_);
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  Claim(const Claim&) = delete;
  Claim& operator=(const Claim&) = delete;

  bool held() const { return budget_ != nullptr; }

 private:
  Budget* budget_ = nullptr;
  std::size_t bytes_ = 0;
};

}  // namespace sotto::broker::http
