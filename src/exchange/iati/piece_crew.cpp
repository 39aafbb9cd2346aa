// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/piece_crew.hpp"

#include <exception>
#include <utility>

namespace entente::exchange::iati {

namespace {

constexpr std::size_t kBatchWeight = 128UL * 1024, kMostInHand = 4UL * 1024 * 1024;  // bytes

}  // namespace

std::thread PieceCrew::start_thread(std::function<void()> work) {
  return std::thread(std::move(work));
}

PieceCrew::PieceCrew(std::size_t threads, std::function<Read()> reader, const Start& start)
    : reader_(std::move(reader)) {
  threads_.reserve(threads);
  try {
    while (threads_.size() < threads) threads_.push_back(start([this] { work(); }));
  } catch (const std::exception&) {
    // The system gives no more of them: those that run do it.
  }
}

PieceCrew::~PieceCrew() {
  {
    const std::scoped_lock lock(mutex_);
    ended_ = true;
    waiting_.clear();
  }
  sent_.notify_all();
  for (auto& thread : threads_) thread.join();
}

/// Whatever is thrown, also where what reads is made, is told when the batch is taken.
void PieceCrew::read(Batch& batch, Read& with) {
  try {
    if (!with) with = reader_();
    for (const auto& piece : batch.pieces) batch.read.push_back(with(piece));
  } catch (...) {
    batch.failed = std::current_exception();
  }
}

void PieceCrew::work() {
  Read own;
  std::unique_lock lock(mutex_);
  while (true) {
    sent_.wait(lock, [this] { return ended_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    const auto batch = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    read(*batch, own);
    lock.lock();
    batch->done = true;
    read_.notify_one();
  }
}

void PieceCrew::put(const Piece& piece) {
  if (!open_) open_ = std::make_shared<Batch>();
  auto& own = open_->pieces.emplace_back(piece);
  own.bytes = open_->bytes.emplace_back(piece.bytes);
  open_->weight += piece.bytes.size();
  if (open_->weight >= kBatchWeight) send();
}

void PieceCrew::send() {
  if (!open_) return;
  if (threads_.empty()) {
    read(*open_, alone_);
    open_->done = true;
  }
  {
    const std::scoped_lock lock(mutex_);
    weight_ += open_->weight;
    in_hand_.push_back(open_);
    if (!open_->done) waiting_.push_back(std::move(open_));
  }
  open_.reset();
  sent_.notify_one();
}

/// Takes the first batch in hand, once it is read. One whose reading failed stays when what was read of it
/// has been taken, and tells so from then on.
std::vector<ReadPiece> PieceCrew::first(std::unique_lock<std::mutex>& lock) {
  const auto batch = in_hand_.front();
  read_.wait(lock, [&] { return batch->done; });
  if (batch->failed && batch->read.empty()) std::rethrow_exception(batch->failed);
  if (!batch->failed) {
    in_hand_.pop_front();
    weight_ -= batch->weight;
  }
  return std::exchange(batch->read, {});
}

std::vector<ReadPiece> PieceCrew::take() {
  std::unique_lock lock(mutex_);
  if (in_hand_.empty() || (!in_hand_.front()->done && weight_ < kMostInHand)) return {};
  return first(lock);
}

std::vector<ReadPiece> PieceCrew::take_rest() {
  send();
  std::unique_lock lock(mutex_);
  return in_hand_.empty() ? std::vector<ReadPiece>() : first(lock);
}

}  // namespace entente::exchange::iati
