#pragma once
// A value that everybody reads and that is now and then replaced as a whole; who reads it keeps
// what they got.

#include <memory>
#include <mutex>
#include <utility>

namespace sotto::broker {

// A lock and not std::atomic<std::shared_ptr>, whose load in libstdc++ 12 ends with a relaxed
// unlock.
template <class T>
class Current {
 public:
  Current() = default;
  explicit Current(std::shared_ptr<const T> value) : value_(std::move(value)) {}

  std::shared_ptr<const T> get() const {
    const std::lock_guard lock(mutex_);
    return value_;
  }
  void set(std::shared_ptr<const T> value) {
    const std::lock_guard lock(mutex_);
    value_.swap(value);  // so that the old one ends after the lock
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const T> value_;
};

}  // namespace sotto::broker
