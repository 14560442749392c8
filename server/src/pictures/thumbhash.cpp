#include "pictures/thumbhash.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace ling::pictures {
namespace {

using Channel = std::vector<double>;

struct Size {
  std::size_t width, height;
};

/// What a channel is made of: its mean, and waves scaled to 0…1.
struct Waves {
  double mean = 0, scale = 0;
  std::vector<double> factors = {};
};

std::vector<double> wave(int cycles, std::size_t length) {
  std::vector<double> heights(length);
  for (std::size_t i = 0; i < length; ++i)
    heights[i] = std::cos(std::numbers::pi / static_cast<double>(length) * cycles * (static_cast<double>(i) + 0.5));
  return heights;
}

/// How much of a wave is in a channel.
double share_of(const Channel& channel, Size size, int cx, int cy) {
  const std::vector<double> across = wave(cx, size.width), down = wave(cy, size.height);
  double sum = 0;
  for (std::size_t y = 0; y < size.height; ++y) {
    for (std::size_t x = 0; x < size.width; ++x)
      sum += channel[x + y * size.width] * across[x] * down[y];
  }
  return sum / static_cast<double>(channel.size());
}

Waves waves_of(const Channel& channel, Size size, int nx, int ny) {
  Waves waves;
  for (int cy = 0; cy < ny; ++cy) {
    for (int cx = 0; cx * ny < nx * (ny - cy); ++cx) {
      const double factor = share_of(channel, size, cx, cy);
      if (cx == 0 && cy == 0) {
        waves.mean = factor;
      } else {
        waves.factors.push_back(factor);
        waves.scale = std::max(waves.scale, std::abs(factor));
      }
    }
  }
  if (waves.scale > 0) {
    for (double& factor : waves.factors)
      factor = 0.5 + 0.5 / waves.scale * factor;
  }
  return waves;
}

std::uint32_t rounded(double value) {
  return static_cast<std::uint32_t>(std::max(0.0, std::floor(value + 0.5)));
}

/// Brightness, yellow against blue, red against green, opacity; laid upon the mean colour.
struct Channels {
  Channel l, p, q, a;
  bool has_alpha = false;
};

Channels channels_of(std::span<const std::uint8_t> rgba) {
  const std::size_t pixels = rgba.size() / 4;
  double mean[3] = {}, opacity = 0;
  for (std::size_t i = 0; i < pixels; ++i) {
    const double alpha = rgba[4 * i + 3] / 255.0;
    for (std::size_t c = 0; c < 3; ++c)
      mean[c] += alpha / 255.0 * rgba[4 * i + c];
    opacity += alpha;
  }
  for (double& colour : mean)
    colour = opacity > 0 ? colour / opacity : 0;
  Channels channels;
  channels.has_alpha = opacity < static_cast<double>(pixels);
  for (std::size_t i = 0; i < pixels; ++i) {
    const double alpha = rgba[4 * i + 3] / 255.0;
    double colour[3];
    for (std::size_t c = 0; c < 3; ++c)
      colour[c] = mean[c] * (1 - alpha) + alpha / 255.0 * rgba[4 * i + c];
    channels.l.push_back((colour[0] + colour[1] + colour[2]) / 3);
    channels.p.push_back((colour[0] + colour[1]) / 2 - colour[2]);
    channels.q.push_back(colour[0] - colour[1]);
    channels.a.push_back(alpha);
  }
  return channels;
}

}  // namespace

std::string thumbhash(std::size_t width, std::size_t height, std::span<const std::uint8_t> rgba) {
  const Size size{width, height};
  const Channels channels = channels_of(rgba.first(width * height * 4));
  const double longest = static_cast<double>(std::max(width, height));
  const int most = channels.has_alpha ? 5 : 7;
  const int lx = std::max(1, static_cast<int>(rounded(most * static_cast<double>(width) / longest)));
  const int ly = std::max(1, static_cast<int>(rounded(most * static_cast<double>(height) / longest)));
  const Waves l = waves_of(channels.l, size, std::max(3, lx), std::max(3, ly));
  const Waves p = waves_of(channels.p, size, 3, 3);
  const Waves q = waves_of(channels.q, size, 3, 3);
  const Waves a = channels.has_alpha ? waves_of(channels.a, size, 5, 5) : Waves{};

  const bool lies = width > height;
  const std::uint32_t colours = rounded(63 * l.mean) | rounded(31.5 + 31.5 * p.mean) << 6 |
                                rounded(31.5 + 31.5 * q.mean) << 12 | rounded(31 * l.scale) << 18 |
                                (channels.has_alpha ? 1U << 23 : 0U);
  const std::uint32_t shape = static_cast<std::uint32_t>(lies ? ly : lx) | rounded(63 * p.scale) << 3 |
                              rounded(63 * q.scale) << 9 | (lies ? 1U << 15 : 0U);
  std::string hash;
  const auto put = [&](std::uint32_t byte) { hash += static_cast<char>(byte & 255); };
  for (const std::uint32_t byte : {colours, colours >> 8, colours >> 16, shape, shape >> 8})
    put(byte);
  if (channels.has_alpha) put(rounded(15 * a.mean) | rounded(15 * a.scale) << 4);
  bool second_half = false;
  for (const Waves* waves : {&l, &p, &q, &a}) {
    for (const double factor : waves->factors) {
      const std::uint32_t four_bits = rounded(15 * factor);
      if (second_half)
        hash.back() = static_cast<char>(static_cast<unsigned char>(hash.back()) | four_bits << 4);
      else
        put(four_bits);
      second_half = !second_half;
    }
  }
  return hash;
}

}  // namespace ling::pictures
