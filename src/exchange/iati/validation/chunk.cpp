// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/validation/chunk.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "exchange/iati/characters.hpp"
#include "exchange/iati/validation/scan.hpp"

namespace entente::exchange::iati::validation {

namespace {

constexpr auto npos = std::string_view::npos;

/// The element the file is made of.
std::string_view unit(const FileRoot& root) {
  return root.name.ends_with("iati-organisations") ? "iati-organisation" : "iati-activity";
}

bool blank(std::string_view s) {
  return s.find_first_not_of(" \t\r\n") == npos;
}

}  // namespace

void ChunkReader::fault(std::uint32_t offset, std::string_view say, ChunkResult& result,
                        std::string_view value) {
  auto& f = result.findings.emplace_back();
  f.rule = &standard_.not_xml;
  f.say = say;
  f.at.offset = offset;
  f.value = base::clip_utf8(value, 200);
}

void ChunkReader::fault(const Fault& fault, ChunkResult& result) {
  this->fault(fault.offset, fault.say, result, fault.value);
  result.findings.back().other = fault.other;
}

/// Bytes that are no characters of XML are told of and made harmless.
void ChunkReader::bad_bytes(std::string& text, std::uint32_t from, ChunkResult& result) {
  constexpr std::size_t kMostTold = 20;
  std::size_t told = 0;
  for (std::size_t at = from; const auto bad = first_bad_byte(std::string_view(text).substr(at));) {
    at += *bad;
    if (++told <= kMostTold) {
      fault(static_cast<std::uint32_t>(at), "xml_character", result);
      static constexpr std::string_view kHex = "0123456789ABCDEF";
      const auto byte = static_cast<unsigned char>(text[at]);
      result.findings.back().value = {'0', 'x', kHex[byte >> 4U], kHex[byte & 0xFU]};
    }
    text[at++] = '?';
  }
}

bool ChunkReader::read_head(std::string& text, FileRoot& root, const std::string& as_version,
                            ChunkResult& result, std::uint32_t& at) {
  bad_bytes(text, 0, result);
  at = 0;
  if (text.starts_with("<?xml") && text.size() > 5 && is_space(text[5])) {
    const auto end = text.find("?>");
    if (end == npos) return fault(0, "xml_unfinished", result), false;
    at = static_cast<std::uint32_t>(end) + 2;
  }
  for (;;) {
    while (at < text.size() && is_space(text[at])) ++at;
    if (at == text.size()) return fault(at, "xml_empty", result), false;
    if (text[at] != '<') return fault(at, "xml_no_start", result), false;
    Markup kind{};
    const auto begin = at;
    const auto got = parser_.markup(text, at, kind);
    if (got == Parsed::unfinished) return fault(begin, "xml_unfinished", result), false;
    if (got == Parsed::fault) return fault(parser_.fault(), result), false;
    if (kind == Markup::comment || kind == Markup::instruction) continue;
    if (kind == Markup::doctype) {
      auto& f = result.findings.emplace_back();
      f.rule = &standard_.doctype;
      f.say = standard_.doctype.say;
      f.at.offset = at;
      return false;
    }
    if (kind != Markup::element) return fault(at, "xml_no_start", result), false;
    bool empty = false;
    const auto whole = parser_.root(text, at, tree_, empty);
    if (whole == Parsed::unfinished) return fault(begin, "xml_unfinished", result), false;
    if (whole == Parsed::fault) return fault(parser_.fault(), result), false;
    read_root(root, as_version, result);
    if (empty) result.ended = true;
    return true;
  }
}

void ChunkReader::read_root(FileRoot& root, const std::string& as_version, ChunkResult& result) {
  auto& node = tree_.nodes[0];
  root.known = true;
  root.name = tree_.name(node);
  root.bindings = parser_.bindings();
  const auto local = root.name.substr(root.name.find(':') + 1);
  const bool organisations = local == "iati-organisations";
  const auto tell = [&](const Rule& rule, std::string_view say) -> Finding& {
    auto& f = result.findings.emplace_back();
    f.rule = &rule;
    f.say = say;
    f.at.offset = node.begin;
    f.path = "/" + root.name;
    return f;
  };
  if (local != "iati-activities" && !organisations) {
    tell(standard_.not_iati, standard_.not_iati.say).value = base::clip_utf8(root.name, 200);
    root.name.clear();
    return;
  }
  for (const auto& a : tree_.attributes)
    if (tree_.name(a) == "version") root.version = tree_.value(a);
  const auto version = as_version.empty() ? root.version : as_version;
  root.form = version == "2.03";
  if (version != "2.03" && version != "2.02" && version != "2.01") {
    auto& f = tell(standard_.version,
                   root.version.empty() ? std::string_view("version_missing") : standard_.version.say);
    f.value = base::clip_utf8(root.version, 200);
    f.expected = "2.03";
    return;
  }
  if (node.foreign || node.unbound) {
    tell(standard_.schema_rule, "root_namespace").value = base::clip_utf8(root.name, 200);
    return;
  }
  root.place = organisations ? standard_.schema.organisations() : standard_.schema.activities();
  if (!root.form) tell(standard_.unverified, standard_.unverified.say).value = version;
  node.place = root.place;
  const auto before = result.findings.size();
  checker_.check_root(tree_, result.findings);
  for (auto i = before; i < result.findings.size(); ++i) result.findings[i].path.insert(0, "/" + root.name);
  if (!root.form)
    std::erase_if(result.findings, [&](const Finding& f) { return f.rule == &standard_.schema_rule; });
}

void ChunkReader::read(std::string& text, const FileRoot& root, std::uint32_t at, bool ended,
                       ChunkResult& result) {
  if (at == 0) bad_bytes(text, 0, result);
  parser_.bind(root.bindings);
  result.ended = result.ended || ended;
  const auto size = static_cast<std::uint32_t>(text.size());
  while (at < size) {
    auto open = static_cast<std::uint32_t>(std::min<std::size_t>(text.find('<', at), size));
    at = outside(text, at, open, root, result);
    if (at == size) break;
    Markup kind{};
    const auto begin = at;
    auto got = parser_.markup(text, at, kind);
    if (got == Parsed::whole && (kind == Markup::comment || kind == Markup::instruction)) continue;
    if (got == Parsed::whole && kind == Markup::end_tag && !result.ended) {
      const auto close = text.find('>', at);
      if (close == npos) {
        got = Parsed::unfinished;
      } else {
        const auto name = trimmed(std::string_view(text).substr(at + 2, close - at - 2));
        if (name == root.name || root.name.empty()) {
          result.ended = true;
          at = static_cast<std::uint32_t>(close) + 1;
          continue;
        }
        fault(at, "xml_mismatch", result, name);
        result.findings.back().other = root.name;
        at = static_cast<std::uint32_t>(close) + 1;
        continue;
      }
    }
    if (got == Parsed::whole && result.ended) {
      fault(at, "xml_after_end", result);
      at = size;
      break;
    }
    if (got == Parsed::whole && kind == Markup::cdata) {
      const auto close = text.find("]]>", at);
      if (close == npos) {
        got = Parsed::unfinished;
      } else {
        outside(text, at, static_cast<std::uint32_t>(close) + 3, root, result);
        at = static_cast<std::uint32_t>(close) + 3;
        continue;
      }
    }
    if (got == Parsed::whole && kind == Markup::doctype) {
      fault(at, "xml_declaration", result);
      at = recover(text, root, at);
      continue;
    }
    if (got == Parsed::whole && kind == Markup::element) {
      got = parser_.element(text, at, root.place, tree_);
      if (got == Parsed::whole) {
        element(root, begin, result);
        continue;
      }
    }
    if (got == Parsed::unfinished) {
      result.unfinished = true;
      result.rest = begin;
      return;
    }
    fault(parser_.fault(), result);
    const auto next = recover(
        text, root, parser_.fault().say == "xml_unclosed" ? at : std::max(parser_.fault().offset, begin));
    broken(std::string_view(text).substr(begin, next - begin), begin, result);
    at = next;
  }
  result.rest = size;
}

/// The finding just made is of an activity that cannot be read: it counts as one, with the identifier that
/// seems to stand in it.
void ChunkReader::broken(std::string_view text, std::uint32_t begin, ChunkResult& result) {
  const std::string_view tag = "<iati-identifier>";
  auto& record = result.activities.emplace_back();
  record.broken = true;
  record.at.offset = begin;
  if (const auto from = text.find(tag); from != npos)
    record.identifier = base::clip_utf8(
        trimmed(text.substr(from + tag.size(), text.find('<', from + tag.size()) - from - tag.size())), 200);
  auto& f = result.findings.back();
  f.number = result.activities.size();
  f.activity = record.identifier;
}

/// After a fault: where the next activity can begin.
std::uint32_t ChunkReader::recover(std::string_view text, const FileRoot& root, std::uint32_t from) const {
  const auto name = std::string(unit(root));
  // Behind a start tag that came too early, that one is the next.
  if (parser_.fault().say == "xml_unclosed") {
    const auto again = text.rfind("<" + name, from);
    if (again != npos && again > parser_.fault().offset) return static_cast<std::uint32_t>(again);
  }
  const auto close = text.find("</" + name + ">", from);
  return static_cast<std::uint32_t>(close == npos ? text.size() : close + name.size() + 3);
}

/// Text between the activities, where none may stand; returns `end`.
std::uint32_t ChunkReader::outside(std::string_view text, std::uint32_t at, std::uint32_t end,
                                   const FileRoot& root, ChunkResult& result) {
  const auto between = text.substr(at, end - at);
  if (blank(between)) return end;
  const auto first = at + static_cast<std::uint32_t>(between.find_first_not_of(" \t\r\n"));
  if (result.ended) {
    fault(first, "xml_after_end", result);
    return end;
  }
  if (const auto reference = between.find('&');
      reference != npos && !is_reference(between.substr(reference))) {
    fault(at + static_cast<std::uint32_t>(reference), "xml_reference", result);
    return end;
  }
  if (root.place == kNowhere || !root.form) return end;
  auto& f = result.findings.emplace_back();
  f.rule = &standard_.schema_rule;
  f.say = "text";
  f.at.offset = first;
  f.path = "/" + root.name;
  f.value = base::clip_utf8(trimmed(between), 200);
  return end;
}

void ChunkReader::element(const FileRoot& root, std::uint32_t begin, ChunkResult& result) {
  if (root.place == kNowhere) return;
  const auto& node = tree_.nodes[0];
  if (node.place == kNowhere) {
    checker_.begin(tree_, result.findings);
    if (node.foreign) {
      // They come after the last activity: told of when one follows.
      if (!result.has_foreign) result.foreign.offset = begin;
      result.has_foreign = true;
      return;
    }
    if (!root.form) return;
    auto& f = checker_.note(0, node.unbound ? "unbound" : "unexpected", begin);
    f.path = "/" + root.name + "/" + std::string(tree_.name(node));
    f.value = base::clip_utf8(tree_.name(node), 200);
    f.other = root.name;
    return;
  }
  if (result.has_foreign) result.activity_after_foreign = true;

  const auto first = result.findings.size();
  checker_.check(tree_, result.findings);
  if (!root.form)
    result.findings.erase(
        std::remove_if(result.findings.begin() + static_cast<std::ptrdiff_t>(first), result.findings.end(),
                       [&](const Finding& f) { return f.rule == &standard_.schema_rule; }),
        result.findings.end());
  const bool organisation = root.place == standard_.schema.organisations();
  auto& record = result.activities.emplace_back();
  record.at.offset = begin;
  const auto identifier =
      tree_.first(0, standard_.names.find(organisation ? "organisation-identifier" : "iati-identifier"));
  if (identifier != kNoNode) record.identifier = tree_.content(tree_.nodes[identifier]);
  if (result.findings.size() == first) return;
  const auto title = tree_.first(0, standard_.names.find(organisation ? "name" : "title"));
  if (title != kNoNode)
    if (const auto words = tree_.first(title, standard_.names.find("narrative")); words != kNoNode)
      record.title = base::clip_utf8(trimmed(tree_.content(tree_.nodes[words])), 300);
  std::stable_sort(result.findings.begin() + static_cast<std::ptrdiff_t>(first), result.findings.end(),
                   [](const Finding& a, const Finding& b) { return a.at.offset < b.at.offset; });
  for (auto i = first; i < result.findings.size(); ++i) {
    auto& f = result.findings[i];
    f.number = result.activities.size();
    f.activity = record.identifier;
    f.title = record.title;
  }
}

void ChunkReader::locate(std::string_view text, std::size_t to, ChunkResult& result) {
  std::vector<Position*> wanted;
  for (auto& f : result.findings) {
    wanted.push_back(&f.at);
    for (auto& also : f.also) wanted.push_back(&also);
  }
  for (auto& a : result.activities) wanted.push_back(&a.at);
  if (result.has_foreign) wanted.push_back(&result.foreign);
  std::ranges::sort(wanted, {}, [](const Position* p) { return p->offset; });
  text = text.substr(0, to);
  std::uint64_t line = 0, characters = 0;  // characters of the line up to `counted`
  std::size_t counted = 0;
  const auto advance = [&](std::size_t target) {
    if (target <= counted) return;
    const auto passed = text.substr(counted, target - counted);
    const auto ends = scan::line_ends(passed);
    const auto last = ends.returns ? passed.find_last_of("\r\n") : passed.rfind('\n');
    line += ends.feeds;
    if (ends.returns) {
      // A carriage return ends a line too, unless a line feed follows it.
      for (auto at = passed.find('\r'); at != npos; at = passed.find('\r', at + 1))
        line += counted + at + 1 < to && text[counted + at + 1] == '\n' ? 0 : 1;
    }
    if (last != npos) {
      counted += last + 1;
      characters = 0;
    }
    for (; counted < target; ++counted)
      characters += (static_cast<unsigned char>(text[counted]) & 0xC0U) != 0x80U ? 1 : 0;
  };
  for (auto* p : wanted) {
    advance(std::min<std::size_t>(p->offset, to));
    p->line = line;
    p->column = characters;
  }
  advance(to);
  result.lines = line;
  result.last_column = characters;
}

}  // namespace entente::exchange::iati::validation
