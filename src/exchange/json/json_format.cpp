// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/json/json_format.hpp"

#include <algorithm>
#include <istream>

#include "base/error.hpp"
#include "base/text.hpp"
#include "exchange/json/record.hpp"

namespace entente::exchange::json {

namespace {

constexpr std::string_view kVersion = "1", kMark = "\xEF\xBB\xBF";
constexpr const char* kCorrect = "Correct it and send it again";

/// A text of the file within a sentence: no longer than needed, and on one line.
std::string shown(std::string_view text) {
  std::string out(base::clip_utf8(text, 200));
  for (auto& c : out)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  return out;
}

std::string whole(std::istream& in, std::string_view file_name, std::size_t limit, const Sink& sink) {
  std::string text, piece(1 << 20, '\0');
  while (in) {
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    text.append(piece, 0, static_cast<std::size_t>(in.gcount()));
    if (sink.progress) sink.progress(text.size());
    if (text.size() > limit)
      throw base::BadInput(std::string(file_name),
                           "is larger than " + std::to_string(limit >> 20) + " MB, the most that is read",
                           "Divide it into smaller files");
  }
  return text;
}

std::size_t first_byte_not_utf8(std::string_view text) {
  std::size_t good = 0, bad = text.size() + 1;  // the shortest beginning that is not UTF-8 ends at `bad`
  while (bad - good > 1) {
    const auto middle = good + (bad - good) / 2;
    // A cut within a character is no fault: clip to the last whole one.
    const auto head = text.substr(0, middle);
    (base::is_utf8(base::clip_utf8(text, head.size())) ? good : bad) = middle;
  }
  return good;
}

class Reader {
 public:
  Reader(std::string_view text, std::string_view file_name, const Limits& limits, const Sink& sink)
      : text_(text), file_name_(file_name), limits_(limits), sink_(sink), lines_(text) {}

  void read() {
    if (!base::is_utf8(text_)) {
      const auto at = first_byte_not_utf8(text_);
      throw base::BadInput(std::string(file_name_), "is not UTF-8" + where(at),
                           "Save it as UTF-8 and send it again");
    }
    try {
      tree_ = parse(text_, limits_);
    } catch (const SyntaxFault& fault) {
      throw base::BadInput(std::string(file_name_),
                           "is not JSON that can be read: " + fault.cause + where(fault.offset), kCorrect);
    }
    const auto& organisations = list("organisations");
    const auto& partnerships = list("partnerships");
    require_frame(organisations, partnerships);
    File file{tree_.root.member("documents"), lines_, {}};
    for (const auto& entry : partnerships.children)
      if (const auto* key = entry.member("key")) file.partnerships.insert(key->text);
    each(organisations, "organisation", [&](std::uint64_t piece, const Node& entry) {
      auto named = read_organisation(entry, file);
      if (sink_.organisation) sink_.organisation(piece, {{std::move(named)}, {}, {}});
    });
    each(partnerships, "partnership", [&](std::uint64_t piece, const Node& entry) {
      sink_.bundle(piece, read_partnership(entry, text_.substr(entry.begin, entry.end - entry.begin), file));
    });
  }

 private:
  std::string where(std::size_t offset) const {
    return " (line " + std::to_string(lines_.line(offset)) + ", column " +
           std::to_string(lines_.column(offset)) + ")";
  }

  [[noreturn]] void unreadable(const Node& node, std::string cause, const char* next = kCorrect) const {
    throw base::BadInput(std::string(file_name_), std::move(cause) + where(node.begin), next);
  }

  const Node& list(std::string_view name) const {
    static const Node kNone{.kind = Kind::list};
    const auto* node = tree_.root.member(name);
    if (node && node->kind != Kind::list)
      unreadable(*node, "has \"" + std::string(name) + "\" that is not a list");
    return node ? *node : kNone;
  }

  /// The file around its entries.
  void require_frame(const Node& organisations, const Node& partnerships) const {
    const auto& root = tree_.root;
    const auto* version = root.member("entente");
    if (root.kind != Kind::object || !version)
      unreadable(root, "is JSON, but not of this register's format: \"entente\": \"1\" is missing",
                 "See docs/formats/json.md");
    if (version->kind != Kind::string || version->text != kVersion)
      unreadable(*version,
                 "is of version " + shown(write(*version)) + " of the format; this register reads \"1\"",
                 "Use the version of Entente it was written for");
    static constexpr std::string_view kMembers[] = {"entente", "documents", "organisations", "partnerships"};
    for (const auto& member : root.children)
      if (std::ranges::find(kMembers, member.name) == std::end(kMembers))
        unreadable(member, "has a member \"" + shown(member.name) + "\" that the format does not have");
    if (const auto* documents = root.member("documents")) {
      if (documents->kind != Kind::object) unreadable(*documents, "has \"documents\" that is not an object");
      for (const auto& document : documents->children)
        if (document.kind != Kind::object)
          unreadable(document, "has a document \"" + shown(document.name) + "\" that is not an object");
    }
    for (const auto& flaw : tree_.flaws) {
      const auto inside = [&](const Node& list) {
        return std::ranges::any_of(list.children, [&](const Node& entry) {
          return flaw.offset > entry.begin && flaw.offset < entry.end;
        });
      };
      if (!inside(organisations) && !inside(partnerships))
        throw base::BadInput(std::string(file_name_),
                             "has a member \"" + shown(path_to(root, flaw.offset)) + "\" that " + flaw.cause +
                                 where(flaw.offset),
                             kCorrect);
    }
    if (organisations.children.empty() && partnerships.children.empty())
      throw base::BadInput(std::string(file_name_), "holds no organisation and no partnership",
                           "Check that it is the file you meant");
  }

  template <class Take>
  void each(const Node& list, const char* type, const Take& take) {
    std::unordered_set<std::string> keys;
    for (std::size_t i = 0; i < list.children.size(); ++i) {
      const auto& entry = list.children[i];
      ++piece_;
      if (sink_.want && !sink_.want(piece_, entry.begin)) continue;
      std::string key;
      try {
        key = key_of(entry);
        if (!keys.insert(key).second) throw RecordFault{"key", "stands earlier in the same file"};
        for (const auto& flaw : tree_.flaws)
          if (flaw.offset > entry.begin && flaw.offset < entry.end)
            throw RecordFault{path_to(entry, flaw.offset), flaw.cause};
        take(piece_, entry);
      } catch (const RecordFault& fault) {
        if (!sink_.refused) continue;
        const auto offset = at(entry, fault.path).begin;
        const auto thing = std::string(type) + " " +
                           (key.empty() ? std::to_string(i + 1) + " of the file" : "\"" + key + "\"");
        const auto path = fault.path.empty() ? std::string() : shown(fault.path) + " ";
        sink_.refused({piece_, lines_.line(offset), lines_.column(offset), key,
                       base::BadInput(thing, path + shown(fault.cause), kCorrect).what(),
                       &list == tree_.root.member("organisations")});
      }
    }
  }

  std::string_view text_, file_name_;
  const Limits& limits_;
  const Sink& sink_;
  const Lines lines_;
  Tree tree_;
  std::uint64_t piece_ = 0;
};

}  // namespace

bool JsonFormat::recognises(std::string_view head) const {
  // The only JSON among the formats: whatever else the JSON is, read() says it better than "no known format".
  if (head.starts_with(kMark)) head.remove_prefix(kMark.size());
  const auto first = head.find_first_not_of(" \t\r\n");
  return first != head.npos && (head[first] == '{' || head[first] == '[');
}

void JsonFormat::read(std::istream& in, std::string_view file_name, const Sink& sink) const {
  const auto bytes = whole(in, file_name, limits_.bytes, sink);
  std::string_view text = bytes;
  if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
  Reader(text, file_name, limits_, sink).read();
}

}  // namespace entente::exchange::json
