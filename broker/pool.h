#pragma once
// The worker threads for elliptic-curve work, which must not happen in the writer.

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace sotto::broker {

class Pool {
 public:
  explicit Pool(unsigned threads);
  ~Pool();
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  using Task = std::move_only_function<void()>;
  // New work: false when too much waits already.
  [[nodiscard]] bool submit(Task task);
  // The rest of work that was accepted: never refused, goes first.
  void resume(Task task);
  // Finishes everything and ends the threads; harmless twice. Nothing may be submitted afterwards.
  void stop();

 private:
  static constexpr std::size_t kMaxWaiting = 1024;
  void run();

  std::mutex mutex_;  // guards the queue and stopping_
  std::condition_variable wake_;
  std::deque<Task> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace sotto::broker
