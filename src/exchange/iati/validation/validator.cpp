// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/validation/validator.hpp"

#include <algorithm>
#include <memory>
#include <thread>
#include <unordered_map>

#include "base/text.hpp"
#include "exchange/iati/encoding.hpp"
#include "exchange/iati/validation/chunk.hpp"

namespace entente::exchange::iati::validation {

namespace {

/// Two hashes of an identifier: what is kept of each, so that a million of them need little memory.
struct Fingerprint {
  std::size_t first, second;
  bool operator==(const Fingerprint&) const = default;
};
struct FingerprintHash {
  std::size_t operator()(const Fingerprint& f) const { return f.first; }
};
Fingerprint fingerprint(std::string_view s) {
  std::size_t second = 0xCBF29CE484222325ULL;
  for (const char c : s) second = (second ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return {std::hash<std::string_view>{}(s), second};
}

/// Reads a file in chunks that end behind an activity, as it seems: the end tag may stand in a comment, and
/// then the chunk turns out unfinished and its rest goes before the next.
class Validation {
 public:
  Validation(std::istream& in, std::string_view file_name, const Options& options, const FindingSink& sink)
      : source_(in, file_name), options_(options), sink_(sink), standard_(Standard::current()) {
    for (unsigned i = 0; i < std::max(1U, options.threads); ++i)
      workers_.push_back(std::make_unique<Worker>(standard_, options.today));
  }

  Summary run() {
    if (head()) {
      while (!done_) {
        std::size_t batch = 0;
        while (batch < workers_.size() && next_chunk(workers_[batch]->text)) ++batch;
        if (batch == 0) break;
        parse(batch);
        ended_again_ = false;
        for (std::size_t i = 0; i < batch && !done_; ++i) take(*workers_[i]);
        if (options_.stop && options_.stop()) {
          summary_.stopped = true;
          break;
        }
      }
      finish();
    }
    summary_.bytes = source_.bytes_read();
    return summary_;
  }

 private:
  struct Worker {
    Worker(const Standard& standard, std::int64_t today) : reader(standard, today) {}
    ChunkReader reader;
    std::string text;
    ChunkResult result;
  };

  /// The prolog and the root; what has been read beyond stays in `carry_`.
  bool head() {
    auto& worker = *workers_[0];
    std::uint32_t at = 0;
    for (std::size_t want = 4096;; want *= 4) {
      while (more_ && pending_.size() < want) more_ = source_.read(pending_);
      worker.text = pending_;
      worker.result = {};
      root_ = {};
      if (worker.reader.read_head(worker.text, root_, options_.as_version, worker.result, at)) break;
      // What looks broken may only be cut: the head of a file can be long.
      if (!more_ || want > kLongestHead || worker.result.findings.back().say != "xml_unfinished") {
        ChunkReader::locate(worker.text, worker.text.size(), worker.result);
        deliver(worker.result);
        return false;
      }
    }
    summary_.kind = root_.name.substr(root_.name.find(':') + 1);
    summary_.version = root_.version;
    ended_ = worker.result.ended;
    ChunkReader::locate(worker.text, at, worker.result);
    deliver(worker.result);
    advance(worker.result);
    carry_ = std::move(worker.text);
    carry_.erase(0, at);
    // The text has been read into `carry_` and is cleaned; what follows is not.
    pending_.clear();
    if (!root_.name.empty()) return true;
    // No IATI: whether it is XML at all is still told, for what has been read.
    if (!more_) {
      std::swap(worker.text, carry_);
      worker.result = {};
      worker.reader.read(worker.text, root_, 0, ended_, worker.result);
      ChunkReader::locate(worker.text, worker.result.rest, worker.result);
      deliver(worker.result);
    }
    return false;
  }

  /// The next part of the file that seems to end behind an activity; false at the end.
  bool next_chunk(std::string& text) {
    if (file_taken_) return false;
    text.assign(carry_);  // each keeps its room
    carry_.clear();
    const std::string_view close =
        root_.name.ends_with("organisations") ? "</iati-organisation>" : "</iati-activity>";
    auto want = std::max(options_.chunk_bytes, wanted_);
    wanted_ = 0;
    for (;;) {
      text += pending_;
      pending_.clear();
      while (more_ && text.size() < want) more_ = source_.read(text);
      if (!more_) {
        file_taken_ = true;
        return !text.empty();
      }
      const auto last = text.rfind(close);
      if (last != std::string::npos) {
        const auto end = last + close.size();
        carry_.assign(text, end, std::string::npos);
        text.resize(end);
        return true;
      }
      if (text.size() > options_.piece_bytes) return too_large(text), false;
      want = text.size() * 2;
    }
  }

  void too_large(const std::string& text) {
    ChunkResult result;
    auto& f = result.findings.emplace_back();
    f.rule = &standard_.too_large;
    f.say = standard_.too_large.say;
    f.expected = std::to_string(options_.piece_bytes / (1024 * 1024));
    ChunkReader::locate(text, 0, result);
    held_ = std::move(result);
    file_taken_ = true;
    cut_ = true;
  }

  void parse(std::size_t batch) {
    const auto one = [this](Worker& w, bool ended) {
      w.result = {};
      w.reader.read(w.text, root_, 0, ended, w.result);
      ChunkReader::locate(w.text, w.result.rest, w.result);
    };
    std::vector<std::thread> threads;
    for (std::size_t i = 1; i < batch; ++i) threads.emplace_back([&, i] { one(*workers_[i], ended_); });
    one(*workers_[0], ended_);
    for (auto& t : threads) t.join();
  }

  /// Takes the result of a chunk, in the order of the file.
  void take(Worker& worker) {
    const bool parsed_as_it_is = rest_.empty() && !ended_again_;
    if (!parsed_as_it_is) {
      // Something that began in the chunk before goes on here, or the root ended there.
      worker.text.insert(0, rest_);
      rest_.clear();
      worker.result = {};
      worker.reader.read(worker.text, root_, 0, ended_, worker.result);
      ChunkReader::locate(worker.text, worker.result.rest, worker.result);
    }
    deliver(worker.result);
    advance(worker.result);
    if (worker.result.ended && !ended_) ended_ = ended_again_ = true;
    if (!worker.result.unfinished) return;
    rest_ = worker.text.substr(worker.result.rest);
    if (rest_.size() > options_.piece_bytes) {
      too_large({});
      done_ = true;
    }
    wanted_ = std::max(wanted_, rest_.size());
  }

  void deliver(ChunkResult& result) {
    std::vector<std::uint32_t> same(result.activities.size() + 1, 1);
    std::vector<std::pair<std::size_t, Finding>> repeated;
    if (result.has_foreign && !foreign_seen_) {
      foreign_seen_ = true;
      foreign_ = absolute(result.foreign);
    }
    const bool out_of_order =
        foreign_seen_ && !foreign_told_ && root_.form && root_.place != kNowhere &&
        (result.activity_after_foreign || (foreign_before_ && !result.activities.empty()));
    foreign_before_ = foreign_seen_;
    if (out_of_order) {
      foreign_told_ = true;
      Finding f;
      f.rule = &standard_.schema_rule;
      f.say = "foreign_between";
      f.at = foreign_;
      f.path = "/" + root_.name;
      pass(std::move(f));
    }
    for (std::size_t i = 0; i < result.activities.size(); ++i) {
      auto& record = result.activities[i];
      if (record.broken) continue;
      auto& count = identifiers_[fingerprint(record.identifier)];
      same[i + 1] = ++count;
      if (count == 1) continue;
      Finding f;
      f.rule = &standard_.twice;
      f.say = record.identifier.empty() ? std::string_view("twice_none") : standard_.twice.say;
      f.at = record.at;
      f.activity = record.identifier;
      f.title = record.title;
      f.number = i + 1;
      f.value = base::clip_utf8(record.identifier, 200);
      repeated.emplace_back(i + 1, std::move(f));
    }
    auto next = repeated.begin();
    const auto finish = [&](Finding& f) {
      f.at = absolute(f.at);
      for (auto& also : f.also) also = absolute(also);
      if (f.number != 0) {
        f.same = same[f.number];
        f.number += activities_;
        auto path = "/" + root_.name + "/" +
                    (root_.name.ends_with("organisations") ? "iati-organisation" : "iati-activity") + "[" +
                    std::to_string(f.number) + "]";
        f.path = f.path.empty() ? path : f.path.starts_with("/@") ? path + f.path : path + "/" + f.path;
      }
    };
    for (auto& f : result.findings) {
      for (; next != repeated.end() && f.number != 0 && next->first <= f.number; ++next) {
        finish(next->second);
        pass(std::move(next->second));
      }
      finish(f);
      pass(std::move(f));
    }
    for (; next != repeated.end(); ++next) {
      finish(next->second);
      pass(std::move(next->second));
    }
    activities_ += result.activities.size();
    summary_.activities = activities_;
  }

  Position absolute(const Position& p) const {
    return {line_ + p.line, (p.line == 0 ? column_ : 0) + p.column + 1, p.offset};
  }

  void advance(const ChunkResult& result) {
    column_ = result.lines == 0 ? column_ + result.last_column : result.last_column;
    line_ += result.lines;
  }

  void pass(Finding&& f) {
    ++summary_.findings.at(static_cast<std::size_t>(f.rule->severity));
    sink_(std::move(f));
  }

  /// What can be said only at the end of the file.
  void finish() {
    if (held_) deliver(*held_);
    if (summary_.stopped || cut_) return;
    ChunkResult result;
    const auto tell = [&](const Rule& rule, std::string_view say) -> Finding& {
      auto& f = result.findings.emplace_back();
      f.rule = &rule;
      f.say = say;
      f.path = "/" + root_.name;
      return f;
    };
    if (!rest_.empty() || !ended_)
      tell(standard_.not_xml, "xml_unfinished").value = root_.name;
    else if (activities_ == 0 && root_.place != kNowhere && root_.form) {
      auto& f = tell(standard_.schema_rule, "missing");
      f.value = root_.name;
      f.expected = root_.name.ends_with("organisations") ? "iati-organisation" : "iati-activity";
    }
    deliver(result);
  }

  static constexpr std::size_t kLongestHead = 4UL * 1024 * 1024;

  Utf8Source source_;
  const Options& options_;
  const FindingSink& sink_;
  const Standard& standard_;
  std::vector<std::unique_ptr<Worker>> workers_;
  FileRoot root_;
  Summary summary_;
  std::string pending_, carry_;  ///< read, not yet given to a worker
  std::string rest_;             ///< of the last chunk, unfinished
  std::size_t wanted_ = 0;
  bool more_ = true, file_taken_ = false, done_ = false, cut_ = false;
  bool ended_ = false, ended_again_ = false;
  std::uint64_t line_ = 1, column_ = 0, activities_ = 0;
  std::unordered_map<Fingerprint, std::uint32_t, FingerprintHash> identifiers_;
  bool foreign_seen_ = false, foreign_before_ = false, foreign_told_ = false;
  Position foreign_;
  std::optional<ChunkResult> held_;
};

}  // namespace

Summary validate(std::istream& in, std::string_view file_name, const Options& options,
                 const FindingSink& sink) {
  return Validation(in, file_name, options, sink).run();
}

}  // namespace entente::exchange::iati::validation
