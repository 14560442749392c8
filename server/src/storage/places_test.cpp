#include "storage/places.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace ling::places {
namespace {

TEST(PlacesTest, an_audience_comes_back_as_it_was_packed) {
  const std::vector<Place> audience = {{{10001}, 1},
                                       {{10002}, 127},
                                       {{10500}, 128},
                                       {{7}, 5'000'000'000},
                                       {{std::numeric_limits<std::int64_t>::max()}, 1},
                                       {{1}, std::numeric_limits<Pts>::max()}};
  EXPECT_EQ(unpack(pack(audience)), audience);
  EXPECT_TRUE(unpack(pack({})).empty());
}

TEST(PlacesTest, neighbours_take_few_bytes) {
  std::vector<Place> audience;
  for (int i = 0; i < 500; ++i)
    audience.push_back({{10001 + i}, 9000});
  EXPECT_LT(pack(audience).size(), 500U * 3 + 8);
}

TEST(PlacesTest, one_user_is_found_among_many) {
  const std::string audience = pack(std::vector<Place>{{{3}, 30}, {{1}, 10}, {{2}, 20}});
  EXPECT_EQ(find(audience, {1}), 10);
  EXPECT_EQ(find(audience, {4}), std::nullopt);
}

TEST(PlacesTest, a_run_comes_back_as_it_was_gathered) {
  const std::vector<Spot> spots = {{41, 7}, {42, 8}, {43, 1000}, {44, 70000}};
  places::Run run;
  for (const Spot& spot : spots)
    run.add(spot);
  EXPECT_EQ(unpack(run.last, run.earlier), spots);
}

TEST(PlacesTest, a_run_of_one_needs_no_more_than_its_last_place) {
  places::Run run;
  run.add({5, 9});
  EXPECT_TRUE(run.earlier.empty());
  EXPECT_EQ(unpack({5, 9}, ""), (std::vector<Spot>{{5, 9}}));
}

TEST(PlacesTest, bytes_that_were_cut_off_are_read_to_their_end) {
  const std::string packed = pack(std::vector<Place>{{{10001}, 70000}});
  for (std::size_t size = 0; size < packed.size(); ++size)
    EXPECT_LE(unpack(std::string_view(packed).substr(0, size)).size(), 1U);
  EXPECT_EQ(unpack({9, 9}, std::string(30, '\xff')).back(), (Spot{9, 9}));
}

}  // namespace
}  // namespace ling::places
