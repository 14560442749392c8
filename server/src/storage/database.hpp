// The database: one writer thread that owns the only writing connection and commits in groups, and reader threads with
// read-only connections. Work is a blocking lambda that runs on one of those threads; awaiting inside is impossible.
//
//   co_await db.write([&](Tx& tx) -> Result<Message> { … });
//
// write() returns only when the commit that holds the work is on disk. Work that returns a refusal, or throws, leaves
// nothing behind. The events of a commit are published, in order, before the writers are resumed.
// Any thread may call write() and read(); docs/threads.md says what happens when a queue is full. While a MariaDB cannot be
// reached both throw Unavailable; what was not acknowledged then may be asked for again.
#pragma once

#include "foundation/result.hpp"
#include "foundation/task.hpp"
#include "storage/stream_ends.hpp"
#include "storage/tx.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace ling {

struct DatabaseOptions {
  std::filesystem::path file;
  std::string url;  ///< mariadb://… instead of the file; empty = SQLite in the file.
  int readers = 2;
  std::size_t write_queue = 4096;  ///< Further writes are refused with Overloaded.
  std::size_t read_queue = 4096;
  std::size_t commit_group = 256;                      ///< Most writes that share one commit.
  bool threads = true;                                 ///< false: step_write() and step_read() do the work.
  std::function<Milliseconds()> clock;                 ///< Wall clock; the system's unless given.
  std::function<void(std::vector<Delivery>)> publish;  ///< Called on the writer thread after each commit.
  std::function<void(const char*)> disk_failed;        ///< Must end the process; called instead of any acknowledgement.
};

class Database {
 public:
  /// Opens or creates the database and runs the migrations. Throws std::runtime_error that says what to do.
  explicit Database(DatabaseOptions options);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  template <class Work>
  Task<std::invoke_result_t<Work&, Tx&>> write(Work work) {
    return submit(writes_, std::move(work), Repeatable::no);
  }

  /// The same, cheaper, for work that may be run twice: it consumes nothing of what it captured, and what it does
  /// outside the transaction it may do again. A group of such work is undone and run again as a whole when one of it
  /// refuses or throws after having written, so refuse before writing.
  template <class Work>
  Task<std::invoke_result_t<Work&, Tx&>> write_repeatably(Work work) {
    return submit(writes_, std::move(work), Repeatable::yes);
  }

  template <class Work>
  Task<std::invoke_result_t<Work&, Tx&>> read(Work work) {
    return submit(reads_, std::move(work), Repeatable::yes);
  }

  /// The same, blocking the calling thread: for start-up, shutdown, chores and tests, never on a loop.
  template <class Work>
  std::invoke_result_t<Work&, Tx&> write_now(Work work) {
    std::optional<std::invoke_result_t<Work&, Tx&>> result;
    auto body = [&]() -> Task<void> { result = co_await write(std::move(work)); };
    run_here(body());
    return std::move(*result);
  }

  template <class Work>
  std::invoke_result_t<Work&, Tx&> read_now(Work work) {
    std::optional<std::invoke_result_t<Work&, Tx&>> result;
    auto body = [&]() -> Task<void> { result = co_await read(std::move(work)); };
    run_here(body());
    return std::move(*result);
  }

  /// Finishes what is queued, then ends the threads. Nothing may be submitted afterwards. Without threads, what is
  /// queued is dropped and nobody is told, as when the process is killed.
  void stop();

  /// Only without threads, for tests that choose the order of everything: commits up to `most` waiting writes together,
  /// or runs the read that waits longest. false: none was waiting.
  bool step_write(std::size_t most);
  bool step_read();

  [[nodiscard]] std::size_t writes_waiting() const { return writes_.waiting(); }
  /// false: the last that was tried found a MariaDB unreachable. It is tried again all the time.
  [[nodiscard]] bool reachable() const { return !unreachable_; }

 private:
  enum class Repeatable : std::uint8_t { no, yes };

  /// One piece of work in a queue.
  class Job {
   public:
    explicit Job(Repeatable repeatable) : repeatable_(repeatable) {}
    virtual ~Job() = default;
    [[nodiscard]] bool is_repeatable() const { return repeatable_ == Repeatable::yes; }
    /// true = keep what it wrote. Throws what the work throws.
    virtual bool run(Tx& tx) = 0;
    /// Where the asker waits.
    [[nodiscard]] virtual Executor executor() const = 0;
    /// Resumes the asker, with a fault or without. Exactly once, and there.
    virtual void resume(std::exception_ptr fault) = 0;

   private:
    Repeatable repeatable_;
  };
  using Jobs = std::vector<std::unique_ptr<Job>>;

  /// A bounded queue that threads wait on.
  class Queue {
   public:
    /// `gathers`: whoever waits is woken once the asker's thread has done what it is at, so that all it asks for at
    /// once is taken together.
    Queue(std::size_t capacity, bool gathers) : capacity_(capacity), gathers_(gathers) {}
    void check_room() const;  ///< Throws Overloaded when full.
    void push(std::unique_ptr<Job> job);
    /// Waits, at most so long if that is given. false = closed and drained.
    bool take(Jobs& taken, std::size_t most, std::optional<std::chrono::milliseconds> patience = std::nullopt);
    Jobs take_waiting(std::size_t most);
    void close();
    [[nodiscard]] std::size_t waiting() const;

   private:
    Jobs take_locked(std::size_t most);

    std::size_t capacity_;
    bool gathers_;
    std::optional<Executor> announcing_;  ///< Whose announcement is on its way.
    mutable std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<std::unique_ptr<Job>> jobs_;
    bool closed_ = false;
  };

  template <class T>
  static bool keeps(const Result<T>& result) {
    return result.has_value();
  }
  template <class T>
  static bool keeps(const T&) {
    return true;
  }

  template <class Work, class Handler>
  class WorkJob : public Job {
   public:
    using Outcome = std::invoke_result_t<Work&, Tx&>;
    WorkJob(Work& work, std::optional<Outcome>& outcome, Handler handler, Repeatable repeatable)
        : Job(repeatable), work_(work), outcome_(outcome), handler_(std::move(handler)) {}

    bool run(Tx& tx) override {
      outcome_.emplace(work_(tx));
      return keeps(*outcome_);
    }

    [[nodiscard]] Executor executor() const override { return asio::get_associated_executor(handler_); }
    void resume(std::exception_ptr fault) override { std::move(handler_)(fault); }

   private:
    Work& work_;  // in the frame of the waiting coroutine, as is the outcome
    std::optional<Outcome>& outcome_;
    Handler handler_;
  };

  template <class Work>
  static Task<std::invoke_result_t<Work&, Tx&>> submit(Queue& queue, Work work, Repeatable repeatable) {
    // Before the initiation: an exception that leaves it would not reach the coroutine. Several loops may slip in
    // together, so the bound is exceeded by at most one job a loop.
    queue.check_room();
    std::optional<std::invoke_result_t<Work&, Tx&>> outcome;
    auto initiate = [&](auto handler) {
      using Handler = decltype(handler);
      queue.push(std::make_unique<WorkJob<Work, Handler>>(work, outcome, std::move(handler), repeatable));
    };
    co_await asio::async_initiate<decltype(use_task), void(std::exception_ptr)>(initiate, use_task);
    co_return std::move(*outcome);
  }

  /// Runs a task to its end on the calling thread.
  void run_here(Task<void> task);
  void run_on(asio::io_context& context, Task<void> task);
  static void resume(Jobs jobs, const std::vector<std::exception_ptr>& faults);
  void write_loop();
  void read_loop();
  void commit_group(Jobs jobs);
  void run_read(std::unique_ptr<storage::Connection>& connection, Jobs jobs);
  void fold_tail();
  bool run_all_together(Tx& tx, const Jobs& jobs);
  void run_in_savepoint(Tx& tx, Job& job, std::exception_ptr& fault);
  void begin(std::unique_ptr<storage::Connection>& connection, storage::Connection::Mode mode);
  /// true: by opening the connection anew.
  static bool begin_or_reopen(storage::Connection& connection);
  void roll_back_if_possible();
  void settle_doubt(Tx& tx);

  DatabaseOptions options_;
  std::unique_ptr<storage::Connection> writer_;
  std::unique_ptr<storage::Connection> stepped_reader_;
  std::vector<Delivery> in_doubt_;  // of a commit whose outcome is unknown, since the connection was lost meanwhile
  std::atomic<bool> unreachable_ = false;
  event_log::StreamEnds ends_;
  /// Where threads wait in run_here(), while nobody does. Never destroyed before our own threads have ended: one that
  /// resumes a waiting thread touches this for a moment longer, when that thread may have gone on already.
  std::vector<std::unique_ptr<asio::io_context>> resting_;
  std::mutex resting_mutex_;
  Queue writes_;
  Queue reads_;
  std::vector<std::thread> threads_;
};

}  // namespace ling
