// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/encoding.hpp"

#include <unicode/ucnv.h>

#include <array>
#include <istream>
#include <sstream>

#include "base/error.hpp"

namespace entente::exchange::iati {

using base::BadInput;

namespace {

constexpr std::size_t kChunk = 256 * 1024;
constexpr const char* kConvert = "Convert it to UTF-8 and send it again";

struct Mark {
  std::string_view bytes, name;
  std::size_t length;  ///< of the mark itself: 0 where the bytes are text already
};
/// UTF-32 stands before UTF-16, whose mark it begins with. The last two are '<' without a mark.
constexpr std::array kMarks{
    Mark{{"\xEF\xBB\xBF", 3}, "", 3},         Mark{{"\xFF\xFE\0\0", 4}, "UTF-32LE", 4},
    Mark{{"\0\0\xFE\xFF", 4}, "UTF-32BE", 4}, Mark{{"\xFF\xFE", 2}, "UTF-16LE", 2},
    Mark{{"\xFE\xFF", 2}, "UTF-16BE", 2},     Mark{{"<\0", 2}, "UTF-16LE", 0},
    Mark{{"\0<", 2}, "UTF-16BE", 0},
};

/// The value of encoding="…" in an XML declaration, in upper case.
std::string declared(std::string_view head) {
  if (!head.starts_with("<?xml")) return {};
  head = head.substr(0, head.find("?>"));
  auto at = head.find("encoding");
  if (at == std::string_view::npos) return {};
  at = head.find_first_of("\"'", at);
  if (at == std::string_view::npos) return {};
  const auto end = head.find(head[at], at + 1);
  std::string name(head.substr(at + 1, end == std::string_view::npos ? 0 : end - at - 1));
  for (auto& c : name)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return name;
}

bool passes_through(std::string_view name) {
  return name.empty() || name == "UTF-8" || name == "UTF8" || name == "US-ASCII" || name == "ASCII";
}

}  // namespace

Encoding encoding_of(std::string_view head) {
  for (const auto& m : kMarks)
    if (head.starts_with(m.bytes)) return {std::string(m.name), m.length};
  auto name = declared(head);
  if (passes_through(name)) name.clear();
  return {std::move(name), 0};
}

struct Utf8Source::Converter {
  Converter(const std::string& encoding, const std::string& file_name) : name(encoding), file(file_name) {
    UErrorCode status = U_ZERO_ERROR;
    from = ucnv_open(encoding.c_str(), &status);
    to = ucnv_open("UTF-8", &status);
    // A wrong byte is an error, not a question mark.
    if (from != nullptr)
      ucnv_setToUCallBack(from, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    if (U_FAILURE(status)) {
      close();
      throw BadInput(file_name, "declares the encoding \"" + encoding + "\", which is not known", kConvert);
    }
  }
  ~Converter() { close(); }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  void close() {
    ucnv_close(from);
    ucnv_close(to);
    from = to = nullptr;
  }

  std::string name, file;
  UConverter* from = nullptr;
  UConverter* to = nullptr;
  std::array<UChar, 8192> pivot{};
  UChar* pivot_source = pivot.data();
  UChar* pivot_target = pivot.data();
  bool first = true;
};

Utf8Source::Utf8Source(std::istream& in, std::string_view file_name) : in_(in), file_name_(file_name) {}
Utf8Source::~Utf8Source() = default;

/// Appends the next bytes as they are; false at the end.
bool Utf8Source::fetch(std::string& into) {
  const auto had = into.size();
  into.resize(had + kChunk);
  in_.read(into.data() + had, static_cast<std::streamsize>(kChunk));
  const auto got = static_cast<std::size_t>(in_.gcount());
  into.resize(had + got);
  bytes_read_ += got;
  if (in_.bad())
    throw base::Error(file_name_, "could not be read to its end",
                      "Check the disk or the connection and try again");
  return got > 0;
}

void Utf8Source::begin() {
  begun_ = true;
  // A stream may hand over a few bytes at a time; the declaration must be seen whole.
  while (raw_.size() < 1024 && fetch(raw_)) {
  }
  const auto encoding = encoding_of(raw_);
  if (encoding.name.empty()) {
    mark_ = encoding.mark;
  } else {
    // The declaration was legible byte by byte, so the text cannot be in units of two or four bytes.
    if (raw_.starts_with("<?") &&
        (encoding.name.starts_with("UTF-16") || encoding.name.starts_with("UTF-32") ||
         encoding.name.find("UCS") != std::string::npos) &&
        raw_[2] != '\0')
      throw BadInput(file_name_,
                     "declares the encoding \"" + encoding.name + "\", but its bytes are of another",
                     kConvert);
    converter_ = std::make_unique<Converter>(encoding.name, file_name_);
  }
  raw_.erase(0, encoding.mark);
}

bool Utf8Source::read(std::string& out) {
  if (!begun_) begin();
  if (ended_) return false;
  if (converter_) {
    if (raw_.empty() && !fetch(raw_)) ended_ = true;
    convert(out, ended_);
  } else if (raw_.empty()) {
    ended_ = !fetch(out);
  } else {
    out += raw_;
    raw_ = {};
  }
  return !ended_;
}

void Utf8Source::convert(std::string& out, bool flush) {
  auto& c = *converter_;
  const char* source = raw_.data();
  const char* const source_end = source + raw_.size();
  std::array<char, 16384> room;
  UErrorCode status = U_BUFFER_OVERFLOW_ERROR;
  while (status == U_BUFFER_OVERFLOW_ERROR) {
    status = U_ZERO_ERROR;
    char* target = room.data();
    ucnv_convertEx(c.to, c.from, &target, room.data() + room.size(), &source, source_end, c.pivot.data(),
                   &c.pivot_source, &c.pivot_target, c.pivot.data() + c.pivot.size(),
                   static_cast<UBool>(c.first), static_cast<UBool>(flush), &status);
    c.first = false;
    out.append(room.data(), target);
  }
  if (U_FAILURE(status))
    throw BadInput(file_name_, "holds bytes that are not of its encoding, " + c.name, kConvert);
  raw_.clear();
}

std::string utf8_head(std::string_view head) {
  std::istringstream in{std::string(head)};
  std::string out;
  try {
    Utf8Source source(in, "head");
    source.read(out);
  } catch (const base::Error&) {
    out.clear();
  }
  return out;
}

}  // namespace entente::exchange::iati
