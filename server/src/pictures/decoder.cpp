#include "pictures/decoder.hpp"

#include "pictures/thumbhash.hpp"
#include "pictures/webp.hpp"

#include <dlfcn.h>

#include <algorithm>
#include <vector>

namespace ling::pictures {
namespace {

// As in vips/foreign.h, vips/resample.h, vips/image.h of libvips 8, whose numbers are part of its interface.
constexpr int access_sequential = 1, size_down = 2, crop_middle = 1, interpretation_srgb = 22;
constexpr int hash_side = 100;
/// Each is tried where the one before takes too many bytes.
constexpr int qualities[] = {80, 60, 40, 20};
/// A picture on its side, as EXIF says (5 to 8 of 8).
constexpr int first_turned = 5;

constexpr const char* loaders[] = {"VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadNsgif",
                                   "VipsForeignLoadWebp", "VipsForeignLoadHeif"};

}  // namespace

struct Decoder::Functions {
  int (*init)(const char*);
  void (*concurrency_set)(int);
  void (*cache_set_max)(int);
  void (*vector_set_enabled)(int);
  void (*operation_block_set)(const char*, int);
  Image* (*image_new_from_buffer)(const void*, std::size_t, const char*, ...);
  int (*image_get_width)(const Image*);
  int (*image_get_height)(const Image*);
  int (*image_get_bands)(const Image*);
  int (*image_get_orientation)(Image*);
  Image* (*image_copy_memory)(Image*);
  void* (*image_write_to_memory)(Image*, std::size_t*);
  int (*thumbnail_buffer)(void*, std::size_t, Image**, int, ...);
  int (*thumbnail_image)(Image*, Image**, int, ...);
  int (*colourspace)(Image*, Image**, int, ...);
  int (*cast_uchar)(Image*, Image**, ...);
  int (*webpsave_buffer)(Image*, void**, std::size_t*, ...);

  bool find(void* library) {
    return one(library, "vips_init", init) && one(library, "vips_concurrency_set", concurrency_set) &&
           one(library, "vips_cache_set_max", cache_set_max) &&
           one(library, "vips_vector_set_enabled", vector_set_enabled) &&
           one(library, "vips_operation_block_set", operation_block_set) &&
           one(library, "vips_image_new_from_buffer", image_new_from_buffer) &&
           one(library, "vips_image_get_width", image_get_width) &&
           one(library, "vips_image_get_height", image_get_height) &&
           one(library, "vips_image_get_bands", image_get_bands) &&
           one(library, "vips_image_get_orientation", image_get_orientation) &&
           one(library, "vips_image_copy_memory", image_copy_memory) &&
           one(library, "vips_image_write_to_memory", image_write_to_memory) &&
           one(library, "vips_thumbnail_buffer", thumbnail_buffer) &&
           one(library, "vips_thumbnail_image", thumbnail_image) && one(library, "vips_colourspace", colourspace) &&
           one(library, "vips_cast_uchar", cast_uchar) && one(library, "vips_webpsave_buffer", webpsave_buffer);
  }

 private:
  template <class Function>
  static bool one(void* library, const char* name, Function& into) {
    into = reinterpret_cast<Function>(::dlsym(library, name));
    return into != nullptr;
  }
};

void Decoder::Free::operator()(Functions* functions) const {
  delete functions;
}

std::unique_ptr<Decoder> Decoder::load() {
  void* library = ::dlopen("libvips.so.42", RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return nullptr;
  std::unique_ptr<Functions, Free> call(new Functions{});
  if (!call->find(library) || call->init("ling") != 0) return nullptr;
  call->concurrency_set(1);
  call->cache_set_max(0);
  call->vector_set_enabled(0);  // It writes code as it runs, which is forbidden here.
  call->operation_block_set("VipsForeignLoad", 1);
  for (const char* loader : loaders)
    call->operation_block_set(loader, 0);
  return std::unique_ptr<Decoder>(new Decoder(std::move(call)));
}

// Nothing is given back: the process ends with the picture.
Exit Decoder::open(std::span<char> bytes, std::uint32_t side, Shape shape, Opened& into) {
  constexpr std::nullptr_t end = nullptr;
  Image* header = call_->image_new_from_buffer(bytes.data(), bytes.size(), "", "access", access_sequential, end);
  if (header == nullptr) return Exit::unreadable;
  into.width = static_cast<std::uint32_t>(call_->image_get_width(header));
  into.height = static_cast<std::uint32_t>(call_->image_get_height(header));
  if (std::uint64_t{into.width} * into.height > most_pixels) return Exit::too_large;
  if (call_->image_get_orientation(header) >= first_turned) std::swap(into.width, into.height);
  if (shape == Shape::square) {
    const auto fits = static_cast<int>(std::min({side, into.width, into.height}));
    into.width = into.height = static_cast<std::uint32_t>(fits);
    Image* middle = nullptr;
    if (call_->thumbnail_buffer(bytes.data(), bytes.size(), &middle, fits, "height", fits, "crop", crop_middle,
                                "export_profile", "srgb", end) != 0)
      return Exit::unreadable;
    middle = call_->image_copy_memory(middle);
    return middle == nullptr ? Exit::unreadable : pack(middle, most_square_bytes, into);
  }

  const auto fits = static_cast<int>(side);
  Image* small = nullptr;
  if (call_->thumbnail_buffer(bytes.data(), bytes.size(), &small, fits, "height", fits, "size", size_down,
                              "export_profile", "srgb", end) != 0)
    return Exit::unreadable;
  // Drawn once: the hash is made of it too.
  small = call_->image_copy_memory(small);
  if (small == nullptr) return Exit::unreadable;
  const Exit packed = pack(small, most_preview_bytes, into);
  return packed == Exit::made ? hash(small, into) : packed;
}

Exit Decoder::pack(Image* image, std::size_t most, Opened& into) {
  constexpr std::nullptr_t end = nullptr;
  for (const int quality : qualities) {
    void* packed = nullptr;
    std::size_t size = 0;
    if (call_->webpsave_buffer(image, &packed, &size, "Q", quality, end) != 0) return Exit::unreadable;
    into.preview = without_metadata({static_cast<const char*>(packed), size});
    if (into.preview.size() <= most) return Exit::made;
  }
  return Exit::too_large;
}

Exit Decoder::hash(Image* image, Opened& into) {
  constexpr std::nullptr_t end = nullptr;
  Image *tiny = nullptr, *coloured = nullptr, *pixels = nullptr;
  if (call_->thumbnail_image(image, &tiny, hash_side, "height", hash_side, "size", size_down, end) != 0 ||
      call_->colourspace(tiny, &coloured, interpretation_srgb, end) != 0 ||
      call_->cast_uchar(coloured, &pixels, end) != 0)
    return Exit::unreadable;
  const auto width = static_cast<std::size_t>(call_->image_get_width(pixels));
  const auto height = static_cast<std::size_t>(call_->image_get_height(pixels));
  const auto bands = static_cast<std::size_t>(call_->image_get_bands(pixels));
  std::size_t size = 0;
  const auto* raw = static_cast<const std::uint8_t*>(call_->image_write_to_memory(pixels, &size));
  if (raw == nullptr || bands < 3 || size < width * height * bands) return Exit::unreadable;
  std::vector<std::uint8_t> rgba;
  for (std::size_t i = 0; i < width * height; ++i) {
    rgba.insert(rgba.end(), raw + i * bands, raw + i * bands + 3);
    rgba.push_back(bands > 3 ? raw[i * bands + 3] : 255);
  }
  into.hash = thumbhash(width, height, rgba);
  return Exit::made;
}

}  // namespace ling::pictures
