#pragma once
// The one writer thread: every change of the data folder goes through it, in groups. A group is
// whatever waits, at most 256 jobs or 16 MiB, decided one after the other in one transaction and
// made durable together, so throughput grows with load instead of collapsing on syncs. Nothing is
// answered before it is durable.

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "broker/store/erasable.h"
#include "broker/store/files.h"
#include "broker/store/lmdb_store.h"

namespace sotto::broker {

inline constexpr std::size_t kGroupJobs = 256;
inline constexpr std::size_t kGroupBytes = std::size_t{16} << 20;
inline constexpr std::size_t kQueueJobs = 1024;
inline constexpr std::uint64_t kReservedSpace = std::uint64_t{256} << 20;  // free bytes on the disk

// What one job wants changed: applied whole, or not at all.
class Decision {
 public:
  Decision& put(const TableRef& table, Bytes key, Bytes value);
  Decision& erase(const TableRef& table, Bytes key);
  Decision& create(const TableRef& table);  // of a family
  Decision& drop(const TableRef& table);
  // At most one change a file and one a slot.
  Decision& append(std::string name, Bytes bytes);
  Decision& replace(std::string name, Bytes bytes);
  Decision& remove(std::string name);
  Decision& write_slot(std::uint32_t index, SlotPayload payload);
  Decision& overwrite_slot(std::uint32_t index);

  Bytes answer;  // handed to the job's `done`; the writer does not look at it

 private:
  friend class Writer;
  struct Change {
    enum class Kind { kPut, kErase, kCreate, kDrop };
    Kind kind;
    TableRef table;
    Bytes key;
    Bytes value;
  };
  bool empty() const { return changes_.empty() && files_.empty() && slots_.empty(); }

  std::vector<Change> changes_;
  std::vector<FileChange> files_;
  std::vector<SlotWrite> slots_;
};

// What a job decides on: the tables with the changes of every earlier job of its group, and the
// slots. A key that is not on the disk yet must not be used: what it seals could be committed and
// the key lost. So a job that reads a slot which its group is about to write is decided again in
// the next group.
class GroupView : public View {
 public:
  std::optional<SlotPayload> slot(std::uint32_t index) const;

 private:
  friend class Writer;
  using Pending = std::map<std::uint32_t, SlotWrite>;
  GroupView(const View& view, const Erasable& erasable, const Pending& pending)
      : View(view), erasable_(&erasable), pending_(&pending) {}

  const Erasable* erasable_;
  const Pending* pending_;
  mutable bool met_pending_ = false;
};

struct Outcome {
  bool try_later = false;  // no space: nothing was applied
  Bytes answer;
};

struct Job {
  // Runs in the writer thread and must be quick; may run more than once, only the last time counts.
  std::move_only_function<Decision(const GroupView&)> decide;
  // Runs once in the writer thread, after everything that was decided is durable; must not block.
  std::move_only_function<void(Outcome)> done;
  bool grows = true;       // refused when space is short; expiry is not
  std::size_t weight = 0;  // bytes, about, that it adds
};

class Writer {
 public:
  // The points between the steps of a commit, in their order.
  enum class Step { kDecided, kFilesSynced, kCommitted, kSlotsSynced, kFilesSettled };

  struct Options {
    // Copies bytes appended to the file `log` to another place before they are answered. What a
    // crash kept from it, its owner copies at the next start.
    std::function<void(std::uint64_t offset, ByteView bytes)> mirror;
    // Seams for tests, because disks cannot be filled nor processes killed at will: bytes free in
    // the data folder, and a call at each step.
    std::function<std::uint64_t()> free_space;
    std::function<void(Step)> at_step;
  };

  struct Counters {
    std::uint64_t jobs = 0;     // answered, try-later included
    std::uint64_t commits = 0;  // of LMDB
    std::uint64_t largest_group = 0;
  };

  Writer(const Env& env, Erasable& erasable, Files& files, std::string folder, Options options);
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // Any thread. False: the queue is full, or the writer has stopped; `done` will not run.
  [[nodiscard]] bool submit(Job job);

  // Runs `task` in the writer thread between two groups, when tables, slots and files fit each
  // other, and waits for it. False: the writer has stopped.
  [[nodiscard]] bool between_groups(const std::function<void()>& task);

  // Finishes what was accepted and ends the thread; harmless twice.
  void stop();

  Counters counters() const;
  // Whether what grows is refused now.
  bool space_is_short() const;

 private:
  struct Group;
  void run();
  std::deque<Job> take_group();
  void run_group(std::deque<Job> jobs);
  bool decide_all(std::deque<Job>& jobs, Transaction& transaction, Group& group);
  bool collides(const Decision& decision, const Group& group) const;
  bool stage(Decision& decision, Transaction& transaction, Group& group);
  bool make_durable(Transaction& transaction, Group& group);
  void give_back(std::deque<Job> jobs);
  void answer(Job& job, Outcome outcome);
  void step(Step step) const;

  const Env& env_;
  Erasable& erasable_;
  Files& files_;
  const std::string folder_;
  const Options options_;

  // Guards queue_, tasks_ and stopping_; held for moments only, never while a group runs.
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> queue_;
  std::deque<std::move_only_function<void()>> tasks_;
  bool stopping_ = false;

  std::atomic<std::uint64_t> jobs_done_ = 0;
  std::atomic<std::uint64_t> commits_ = 0;
  std::atomic<std::uint64_t> largest_group_ = 0;
  std::thread thread_;  // last: it uses everything above
};

}  // namespace sotto::broker
