// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/csv_rows.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

namespace entente::screening {

namespace {
constexpr std::string_view kMark = "\xEF\xBB\xBF";
constexpr char kEndOfFile = 0x1A;
constexpr std::size_t kMostCells = 1'000;
}  // namespace

CsvRows::CsvRows(std::string_view text, std::string_view file) : text_(text), file_(file) {
  if (text_.starts_with(kMark)) text_.remove_prefix(kMark.size());
  while (!text_.empty() && (text_.back() == kEndOfFile || text_.back() == '\n' || text_.back() == '\r'))
    text_.remove_suffix(1);
  if (!base::is_utf8(text_))
    throw base::BadInput(std::string(file_), "its text is not UTF-8", "Save it as UTF-8 and give it again");
}

void CsvRows::refuse(const std::string& cause, const std::string& next) const {
  throw base::BadInput(std::string(file_) + ", line " + std::to_string(row_line_), cause, next);
}

bool CsvRows::next(std::vector<std::string>& cells) {
  while (at_ < text_.size()) {
    cells.clear();
    row_line_ = line_;
    std::string written;
    while (cell(written)) {
      cells.push_back(std::move(written));
      written.clear();
      if (cells.size() == kMostCells)
        refuse("it has more than 1000 cells", "See whether the file is what it claims to be");
    }
    cells.push_back(std::move(written));
    if (cells.size() > 1 || !cells.front().empty()) return true;
  }
  return false;
}

/// Reads one cell; whether another follows on this row.
bool CsvRows::cell(std::string& into) {
  while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  if (at_ < text_.size() && text_[at_] == '"') {
    ++at_;
    while (true) {
      const auto quote = text_.find('"', at_);
      if (quote == std::string_view::npos)
        refuse("a quote that opens there is never closed",
               "The file was cut short, or is no CSV: fetch it again");
      for (const char c : text_.substr(at_, quote - at_)) line_ += c == '\n' ? 1 : 0;
      into.append(text_.substr(at_, quote - at_));
      at_ = quote + 1;
      if (at_ >= text_.size() || text_[at_] != '"') break;
      into += '"';
      ++at_;
    }
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    if (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\r' && text_[at_] != '\n')
      refuse("text follows a closing quote", "Write a quote inside a cell twice");
  } else {
    const auto end = text_.find_first_of(",\r\n", at_);
    into.append(text_.substr(at_, end == std::string_view::npos ? end : end - at_));
    while (into.ends_with(' ')) into.pop_back();
    at_ = end == std::string_view::npos ? text_.size() : end;
  }
  if (at_ < text_.size() && text_[at_] == ',') {
    ++at_;
    return true;
  }
  if (at_ < text_.size() && text_[at_] == '\r') ++at_;
  if (at_ < text_.size() && text_[at_] == '\n') {
    ++at_;
    ++line_;
  }
  return false;
}

std::vector<std::string> first_row(std::string_view text) {
  constexpr std::size_t kFirstRow = 16'384;
  auto begin = text.substr(0, kFirstRow);
  begin = begin.substr(0, begin.find('\n'));
  std::vector<std::string> cells;
  try {
    if (!CsvRows(begin, "").next(cells)) return {};
  } catch (const base::BadInput&) {
    return {};
  }
  return cells;
}

}  // namespace entente::screening
