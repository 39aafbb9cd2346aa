// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/decompress.hpp"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <istream>
#include <streambuf>
#include <vector>

#include "base/error.hpp"

namespace entente::base {

namespace {

constexpr std::size_t kPart = 64UL * 1024;

/// Reads the compressed bytes in parts; what is unpacked from them is the stream's text.
class Source : public std::streambuf {
 public:
  Source(std::istream& in, std::string thing)
      : in_(in), thing_(std::move(thing)), packed_(kPart), text_(kPart) {}

 protected:
  int_type underflow() override {
    for (;;) {
      const auto n = unpack(text_.data(), text_.size());
      if (n > 0) {
        setg(text_.data(), text_.data(), text_.data() + n);
        return traits_type::to_int_type(*gptr());
      }
      if (ended_) return traits_type::eof();
    }
  }
  /// Writes some text; 0 where more input is needed or all has been read, which `ended_` says.
  virtual std::size_t unpack(char* into, std::size_t size) = 0;

  /// More compressed bytes; false at the end of the stream.
  bool fetch() {
    in_.read(packed_.data(), static_cast<std::streamsize>(packed_.size()));
    have_ = static_cast<std::size_t>(in_.gcount());
    return have_ > 0;
  }
  [[noreturn]] void fail(const std::string& cause) const {
    throw BadInput(thing_, cause, "Send the whole file again");
  }

  std::istream& in_;
  std::string thing_;
  std::vector<char> packed_, text_;
  std::size_t have_ = 0;
  bool ended_ = false;
};

class GzipSource : public Source {
 public:
  GzipSource(std::istream& in, std::string thing) : Source(in, std::move(thing)) {
    if (inflateInit2(&z_, 15 + 16) != Z_OK) throw Error("gzip", "zlib could not start");
  }
  ~GzipSource() override { inflateEnd(&z_); }
  GzipSource(const GzipSource&) = delete;
  GzipSource& operator=(const GzipSource&) = delete;

 private:
  std::size_t unpack(char* into, std::size_t size) override {
    if (z_.avail_in == 0) {
      if (!fetch()) {
        ended_ = true;
        if (!whole_) fail("is cut short: the compressed bytes end before their end");
        return 0;
      }
      z_.next_in = reinterpret_cast<Bytef*>(packed_.data());
      z_.avail_in = static_cast<uInt>(have_);
    }
    // Several parts may follow one another, each with its own end.
    if (whole_ && inflateReset(&z_) != Z_OK) fail("could not be unpacked");
    whole_ = false;
    z_.next_out = reinterpret_cast<Bytef*>(into);
    z_.avail_out = static_cast<uInt>(size);
    const int got = inflate(&z_, Z_NO_FLUSH);
    if (got == Z_STREAM_END)
      whole_ = true;
    else if (got != Z_OK && got != Z_BUF_ERROR)
      fail("is no whole gzip file");
    return size - z_.avail_out;
  }

  z_stream z_{};
  bool whole_ = false;
};

class ZstdSource : public Source {
 public:
  ZstdSource(std::istream& in, std::string thing) : Source(in, std::move(thing)), z_(ZSTD_createDStream()) {
    // A frame may ask for no more than 128 MB of window.
    ZSTD_DCtx_setParameter(z_, ZSTD_d_windowLogMax, 27);
  }
  ~ZstdSource() override { ZSTD_freeDStream(z_); }
  ZstdSource(const ZstdSource&) = delete;
  ZstdSource& operator=(const ZstdSource&) = delete;

 private:
  std::size_t unpack(char* into, std::size_t size) override {
    if (input_.pos == input_.size) {
      if (!fetch()) {
        ended_ = true;
        if (!whole_) fail("is cut short: the compressed bytes end before their end");
        return 0;
      }
      input_ = {packed_.data(), have_, 0};
    }
    ZSTD_outBuffer output{into, size, 0};
    const auto got = ZSTD_decompressStream(z_, &output, &input_);
    if (ZSTD_isError(got)) fail(std::string("could not be unpacked: ") + ZSTD_getErrorName(got));
    whole_ = got == 0;
    return output.pos;
  }

  ZSTD_DStream* z_;
  ZSTD_inBuffer input_{};
  bool whole_ = false;
};

/// A stream over one of them, or over the bytes themselves.
class Stream : public std::istream {
 public:
  explicit Stream(std::unique_ptr<std::streambuf> buffer)
      : std::istream(buffer.get()), buffer_(std::move(buffer)) {
    // What the buffer throws reaches the reader.
    exceptions(std::ios::badbit);
  }

 private:
  std::unique_ptr<std::streambuf> buffer_;
};

/// What has been looked at already, then the rest.
class PlainSource : public std::streambuf {
 public:
  PlainSource(std::istream& in, std::string head) : in_(in), text_(std::move(head)) {
    setg(text_.data(), text_.data(), text_.data() + text_.size());
  }

 protected:
  int_type underflow() override {
    text_.resize(kPart);
    in_.read(text_.data(), static_cast<std::streamsize>(text_.size()));
    const auto n = in_.gcount();
    if (n <= 0) return traits_type::eof();
    setg(text_.data(), text_.data(), text_.data() + n);
    return traits_type::to_int_type(*gptr());
  }
  /// Whole parts go straight through.
  std::streamsize xsgetn(char* into, std::streamsize size) override {
    const auto held = std::min<std::streamsize>(egptr() - gptr(), size);
    traits_type::copy(into, gptr(), static_cast<std::size_t>(held));
    gbump(static_cast<int>(held));
    if (held == size) return size;
    in_.read(into + held, size - held);
    return held + in_.gcount();
  }

 private:
  std::istream& in_;
  std::string text_;
};

}  // namespace

std::unique_ptr<std::istream> decompressed(std::istream& in, std::string thing) {
  std::string head(4, '\0');
  in.read(head.data(), 4);
  head.resize(static_cast<std::size_t>(in.gcount()));
  if (head.size() < 4) in.clear(std::ios::eofbit);
  const bool gzip = head.starts_with("\x1F\x8B"), zstd = head == "\x28\xB5\x2F\xFD";
  if (!gzip && !zstd) return std::make_unique<Stream>(std::make_unique<PlainSource>(in, std::move(head)));
  struct Owner : std::istream {
    Owner(std::unique_ptr<std::istream> packed, bool is_gzip, std::string name)
        : std::istream(nullptr), packed_(std::move(packed)) {
      if (is_gzip)
        buffer_ = std::make_unique<GzipSource>(*packed_, std::move(name));
      else
        buffer_ = std::make_unique<ZstdSource>(*packed_, std::move(name));
      rdbuf(buffer_.get());
      exceptions(std::ios::badbit);
    }
    std::unique_ptr<std::istream> packed_;
    std::unique_ptr<std::streambuf> buffer_;
  };
  return std::make_unique<Owner>(std::make_unique<Stream>(std::make_unique<PlainSource>(in, std::move(head))),
                                 gzip, std::move(thing));
}

}  // namespace entente::base
