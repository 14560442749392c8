#include "features/files/download_service.hpp"

#include "features/files/file_store.hpp"
#include "features/files/local_blob_store.hpp"
#include "tests/temporary_folder.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include <fstream>
#include <future>

namespace ling {
namespace {

class Downloading : public ::testing::Test {
 protected:
  Downloading() {
    std::ofstream(folder_.path() / "file") << "0123456789";
    store_.keep(hash_, folder_.path() / "file");
    file_id_ = database_.write_now([&](Tx& tx) {
      return file_store::add_file(tx, {.owner_id = UserId{1}, .hash = hash_, .size = 10, .name = "a"});
    });
  }
  /// Runs the work on a loop until it is done.
  template <class Work>
  void run(Work work) {
    asio::io_context loop;
    std::exception_ptr fault;
    asio::co_spawn(loop.get_executor(), work(loop.get_executor()), [&](std::exception_ptr thrown) { fault = thrown; });
    loop.run();
    if (fault) std::rethrow_exception(fault);
  }
  [[nodiscard]] WebRequest asking() const {
    WebRequest request{.method = "GET", .rest = "/" + std::to_string(file_id_.value) + "/a", .query = ""};
    request.identity = Identity{.user_id = UserId{1}};
    request.header = [](std::string_view) { return std::string_view(); };
    return request;
  }

  const TemporaryFolder folder_;
  const std::string hash_ = std::string(64, 'a');
  Database database_{{.file = folder_.path() / "ling.db"}};
  /// One piece of work at a time; the next is too much.
  Lanes lanes_{1, 1};
  LocalBlobStore store_{folder_.path() / "files"};
  FileService files_{database_, {}, [](Tx&, UserId, FileId) { return false; }};
  DownloadService downloads_{files_, store_, lanes_};
  FileId file_id_;
};

TEST_F(Downloading, waits_in_the_middle_while_there_is_too_much_to_do) {
  std::promise<void> occupied, released;
  run([&](Executor executor) -> Task<void> {
    WebRequest request = asking();
    WebAnswer answer = co_await downloads_.answer(request);
    EXPECT_EQ(answer.status, 200U);
    auto block = [&]() -> Task<void> {
      auto work = [&] {
        occupied.set_value();
        released.get_future().wait();
        return true;
      };
      co_await lanes_.run(0, std::move(work));
    };
    spawn(executor, "test.block", block());
    // Posted behind it: by then the lane is full.
    std::string bytes(4, '\0');
    co_await asio::post(executor, use_task);
    occupied.get_future().wait();
    auto release = [&]() -> Task<void> {
      released.set_value();
      co_return;
    };
    spawn(executor, "test.release", release());
    EXPECT_EQ(co_await answer.stream->read(bytes), 4U);
    EXPECT_EQ(bytes, "0123");
    EXPECT_EQ(answer.stream->remaining(), 6U);
  });
}

}  // namespace
}  // namespace ling
