// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/cutter.hpp"

#include "base/error.hpp"
#include "exchange/iati/characters.hpp"

namespace entente::exchange::iati {

using base::BadInput;

namespace {

constexpr auto npos = std::string::npos;
constexpr const char* kSendWhole = "Send the whole file again";
constexpr const char* kCorrectFile = "Correct the file at its source and send it again";
constexpr const char* kSendActivities = "Send a file of IATI activities or organisations";
constexpr std::string_view kActivities = "iati-activities", kOrganisations = "iati-organisations";

std::string quoted(std::string_view name) {
  return "<" + std::string(base::clip_utf8(name, 60)) + ">";
}

std::string on_line(std::uint64_t line) {
  return " on line " + std::to_string(line);
}

constexpr bool ends_name(char c) {
  return is_space(c) || c == '>' || c == '/' || c == '<' || c == '=' || c == '"' || c == '\'';
}

}  // namespace

std::pair<std::uint64_t, std::uint64_t> position_in(const Piece& piece, std::size_t offset) {
  const auto before = piece.bytes.substr(0, offset);
  const auto last = before.rfind('\n');
  if (last == npos) return {piece.line, piece.column + before.size()};
  std::uint64_t line = piece.line;
  for (const char c : before) line += c == '\n';
  return {line, before.size() - last};
}

Cutter::Cutter(Utf8Source& source, std::string_view file_name, Limits limits)
    : source_(source), file_name_(file_name), limits_(limits) {
  prolog();
}

bool Cutter::fill() {
  if (buffer_.size() - piece_ > limits_.piece_bytes)
    throw BadInput(file_name_,
                   "the " + std::string(noun_) + on_line(line_of(piece_)) + " is larger than " +
                       std::to_string(limits_.piece_bytes / (1024 * 1024)) + " MB",
                   "Check that it ends where it should, or split it");
  return source_.read(buffer_);
}

/// Sees to it that the buffer reaches `end`; false where the file ends before.
bool Cutter::need(std::size_t end) {
  while (buffer_.size() < end)
    if (!fill()) return buffer_.size() >= end;
  return true;
}

std::size_t Cutter::find(std::string_view text, std::size_t from) {
  for (bool more = true;;) {
    // Byte by byte where one byte is sought: memchr is what carries the speed of the whole reader.
    const auto found = text.size() == 1 ? buffer_.find(text.front(), from) : buffer_.find(text, from);
    if (found != npos || !more) return found;
    if (buffer_.size() >= from + text.size()) from = buffer_.size() - text.size() + 1;
    more = fill();
  }
}

std::size_t Cutter::require(std::string_view text, std::size_t from, std::string_view what,
                            std::size_t begin) {
  const auto found = find(text, from);
  if (found == npos) cut_short(what, begin);
  return found + text.size();
}

/// The markup that begins with the '<' at `begin`.
Cutter::Markup Cutter::scan(std::size_t begin) {
  need(begin + 9);
  const std::string_view head = std::string_view(buffer_).substr(begin, 9);
  if (head.starts_with("<!--")) {
    const auto end = require("-->", begin + 4, "comment", begin);
    return {Kind::comment, begin, end, end};
  }
  if (head.starts_with("<![CDATA[")) {
    const auto end = require("]]>", begin + 9, "CDATA section", begin);
    return {Kind::cdata, begin, end, end};
  }
  if (head.starts_with("<?")) {
    const auto end = require("?>", begin + 2, "processing instruction", begin);
    return {Kind::instruction, begin, end, end};
  }
  if (head.starts_with("<!")) return {Kind::doctype, begin, begin + 2, begin + 2};
  return scan_tag(begin);
}

Cutter::Markup Cutter::scan_tag(std::size_t begin) {
  const bool end_tag = need(begin + 2) && buffer_[begin + 1] == '/';
  std::size_t i = begin + 1 + end_tag;
  while ((i < buffer_.size() || need(i + 1)) && !ends_name(buffer_[i])) ++i;
  const auto name_end = i;
  if (name_end == begin + 1 + end_tag)
    note(begin, "a '<' stands there that begins no tag; write &lt; for it");
  char quote = 0;
  for (;; ++i) {
    if (i == buffer_.size() && !need(i + 1)) cut_short("tag", begin);
    const char c = buffer_[i];
    if (c == '<') {
      note(i, "a '<' stands inside a tag; write &lt; for it");
      // Outside quotes the tag has lost its end: what follows is the next tag.
      if (!quote) return {end_tag ? Kind::end : Kind::start, begin, i, name_end};
    } else if (quote) {
      if (c == quote) quote = 0;
    } else if (c == '>') {
      break;
    } else if (c == '"' || c == '\'') {
      quote = c;
    }
  }
  check_references(begin, i);
  const bool empty = !end_tag && buffer_[i - 1] == '/';
  return {end_tag ? Kind::end : empty ? Kind::empty : Kind::start, begin, i + 1, name_end};
}

std::string_view Cutter::name(const Markup& m) const {
  const auto begin = m.begin + 1 + (m.kind == Kind::end);
  return std::string_view(buffer_).substr(begin, m.name_end - begin);
}

/// Remembers the first thing wrong with the piece being cut.
void Cutter::note(std::size_t at, std::string cause) {
  if (!fault_) fault_ = PieceFault{at - piece_, std::move(cause)};
}

void Cutter::check_references(std::size_t begin, std::size_t end) {
  const std::string_view text = std::string_view(buffer_).substr(begin, end - begin);
  for (auto at = text.find('&'); at != npos; at = text.find('&', at + 1)) {
    if (is_reference(text.substr(at))) continue;
    note(begin + at, "a '&' stands there that begins no character reference; write &amp; for it");
    return;
  }
}

void Cutter::prolog() {
  std::size_t text = 0;
  while (need(text + 1) && is_space(buffer_[text])) ++text;
  if (!need(text + 1)) throw BadInput(file_name_, "is empty", kSendActivities);
  if (buffer_[text] != '<')
    throw BadInput(file_name_, "is not XML: it does not begin with '<'", kSendActivities);
  for (;;) {
    const auto m = scan(text);
    if (m.kind == Kind::doctype)
      throw BadInput(file_name_,
                     "declares a document type" + on_line(line_of(text)) + "; entities are not read",
                     "Remove the <!DOCTYPE …> and send it again");
    if (m.kind == Kind::start || m.kind == Kind::empty) return read_root(m);
    if (m.kind == Kind::end || m.kind == Kind::cdata)
      throw BadInput(file_name_,
                     "is not XML: line " + std::to_string(line_of(text)) + " comes before any element",
                     kSendActivities);
    text = piece_ = m.end;
    while (need(text + 1) && is_space(buffer_[text])) ++text;
    if (!need(text + 1)) cut_short("file", 0);
    if (buffer_[text] != '<')
      throw BadInput(file_name_, "is not XML: text stands before its first element" + on_line(line_of(text)),
                     kSendActivities);
  }
}

void Cutter::refuse_root(std::string_view root) const {
  const auto local = root.substr(root.find(':') + 1);  // npos + 1 is 0: no prefix
  if (local == kActivities || local == kOrganisations) return;
  if (local == "html" || local == "HTML")
    throw BadInput(file_name_, "is a web page, not a file of IATI", "Download the file itself and send that");
  throw BadInput(
      file_name_,
      "is XML, but its root element is " + quoted(root) + ", not <iati-activities> or <iati-organisations>",
      kSendActivities);
}

void Cutter::read_root(const Markup& m) {
  root_name_ = name(m);
  refuse_root(root_name_);
  root_.of_organisations = root_name_.ends_with(kOrganisations);
  if (root_.of_organisations) noun_ = "organisation";
  root_.prefix = root_name_.substr(
      0, root_name_.size() - (root_.of_organisations ? kOrganisations : kActivities).size());
  piece_name_ = root_.prefix + (root_.of_organisations ? "iati-organisation" : "iati-activity");
  auto rest = std::string_view(buffer_).substr(m.name_end, m.end - m.name_end);
  while (auto attribute = next_attribute(rest)) {
    const auto& [key, value] = *attribute;
    if (key == "version") root_.version = trimmed(value);
    if (key == "xml:lang") root_.language = value;
    if (key == "xmlns" || key.starts_with("xmlns:")) root_.namespaces.emplace_back(key, value);
  }
  if (fault_)
    throw BadInput(file_name_, "line " + std::to_string(line_of(m.begin)) + ": " + fault_->cause,
                   kCorrectFile);
  at_ = m.end;
  if (m.kind == Kind::empty) epilog(m.end);
}

void Cutter::epilog(std::size_t from) {
  ended_ = true;
  at_ = piece_ = from;
  for (;;) {
    compact();
    while (need(at_ + 1) && is_space(buffer_[at_])) ++at_;
    piece_ = at_;
    if (!need(at_ + 1)) return;
    const auto kind = buffer_[at_] == '<' ? std::optional(scan(at_)) : std::nullopt;
    if (!kind || (kind->kind != Kind::comment && kind->kind != Kind::instruction))
      throw BadInput(file_name_, "goes on after its root element has ended" + on_line(line_of(at_)),
                     kCorrectFile);
    at_ = kind->end;
  }
}

bool Cutter::next(Piece& piece) {
  while (!ended_) {
    compact();
    piece_ = at_;
    const auto open = find("<", at_);
    if (open == npos) cut_short("file", at_);
    piece_ = at_ = open;
    fault_.reset();
    const auto m = scan(open);
    if (m.kind == Kind::doctype)
      throw BadInput(file_name_,
                     "declares a document type" + on_line(line_of(open)) + "; entities are not read",
                     "Remove the <!DOCTYPE …> and send it again");
    if (m.kind == Kind::end) {
      if (name(m) != root_name_)
        throw BadInput(
            file_name_,
            "line " + std::to_string(line_of(open)) + " ends " + quoted(name(m)) + ", which has not begun",
            kCorrectFile);
      epilog(m.end);
      return false;
    }
    if (m.kind != Kind::start && m.kind != Kind::empty) {
      at_ = m.end;
      continue;
    }
    count_lines(open);
    piece.line = line_;
    piece.column = base_ + open - line_begin_ + 1;
    const bool ours = name(m) == piece_name_;
    // Elements of another namespace may stand beside the pieces; they are no business of ours.
    const bool foreign = !ours && name(m).find(':') != npos && !name(m).starts_with(root_.prefix + "iati-");
    if (!ours && !foreign) note(open, "it is " + quoted(name(m)) + ", not an " + std::string(noun_));
    if (m.kind == Kind::empty)
      at_ = m.end;
    else
      at_ = ours ? cut_piece(m) : cut_other(m);
    if (foreign) continue;
    piece.organisation = root_.of_organisations;
    piece.number = ++number_;
    piece.offset = source_.mark() + base_ + open;
    piece.bytes = std::string_view(buffer_).substr(open, at_ - open);
    piece.fault = std::move(fault_);
    fault_.reset();
    return true;
  }
  return false;
}

/// Where the piece ends. One that has lost its end tag ends where the next begins, so that the rest of
/// the file can still be read.
std::size_t Cutter::cut_piece(const Markup& start) {
  std::size_t elements = 1;
  for (auto at = start.end;;) {
    const auto open = find("<", at);
    if (open == npos) cut_short(noun_, start.begin);
    check_references(at, open);
    const auto m = scan(open);
    at = m.end;
    if (m.kind == Kind::doctype) note(open, "a '<!' stands there that is neither comment nor CDATA");
    if (m.kind != Kind::start && m.kind != Kind::end && m.kind != Kind::empty) continue;
    const auto tag = name(m);
    if (m.kind == Kind::end && tag == piece_name_) return m.end;
    if (m.kind == Kind::end ? tag == root_name_ : tag == piece_name_) {
      note(start.begin, "its end tag </" + piece_name_ + "> is missing");
      return open;
    }
    if (m.kind != Kind::end && ++elements == limits_.piece_elements)
      note(open, "it has " + std::to_string(limits_.piece_elements) + " elements or more");
  }
}

std::size_t Cutter::cut_other(const Markup& start) {
  std::size_t depth = 1, at = start.end;
  while (depth > 0) {
    const auto open = find("<", at);
    if (open == npos) cut_short("element", start.begin);
    const auto m = scan(open);
    at = m.end;
    if (m.kind == Kind::start) ++depth;
    if (m.kind != Kind::end) continue;
    if (name(m) == root_name_)
      throw BadInput(file_name_, quoted(name(start)) + on_line(line_of(start.begin)) + " has no end",
                     kCorrectFile);
    --depth;
  }
  return at;
}

void Cutter::count_lines(std::size_t to) {
  while (counted_ < to) {
    const auto newline = buffer_.find('\n', counted_);
    if (newline == npos || newline >= to) break;
    counted_ = newline + 1;
    ++line_;
    line_begin_ = base_ + counted_;
  }
  counted_ = to;
}

/// For errors, which end the reading: it may count ahead.
std::uint64_t Cutter::line_of(std::size_t at) {
  if (at >= counted_) count_lines(at);
  return line_;
}

/// Lets go of what has been read, when it is most of the buffer: each byte is moved at most once or twice.
void Cutter::compact() {
  if (at_ <= buffer_.size() / 2) return;
  count_lines(at_);
  buffer_.erase(0, at_);
  base_ += at_;
  at_ = counted_ = piece_ = 0;
}

void Cutter::cut_short(std::string_view what, std::size_t begin) {
  const auto from = line_of(begin);
  count_lines(buffer_.size());
  std::string cause = "is cut short on line " + std::to_string(line_);
  if (what == "file")
    cause += ": </" + (root_name_.empty() ? std::string("iati-activities") : root_name_) + "> is missing";
  else
    cause += ": the " + std::string(what) + " begun" + on_line(from) + " has no end";
  throw BadInput(file_name_, std::move(cause), kSendWhole);
}

}  // namespace entente::exchange::iati
