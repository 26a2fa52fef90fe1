// SPDX-License-Identifier: GPL-3.0-or-later
// The memory of the part that an upload receives: takes it, waits for it, gives it to others.
#include "transfer/part_schedule.h"
#include "transfer/upload_private.h"

#include <algorithm>
#include <cstring>

namespace cosftp {

namespace {
constexpr qint64 growthStepBytes = 1024 * 1024;
constexpr qint64 firstStepBytes = 64LL * 1024;  // as much as is read at a time
}  // namespace

// Never more than half of the memory there is, so that one part can fill while another is sent.
qint64 Upload::Private::targetBytes() const
{
    const int number = partsSealed + 1;
    const qint64 least =
        std::max(request.minPartBytes, partBytesForStreamOf(request.expectedBytes));
    return std::max(partFloorBytes(1, 0),
                    std::min(partTargetBytes(number, least), budgets.memory->total() / 2));
}

// The least that a part is sealed with, unless it is the last one.
qint64 Upload::Private::floorBytes() const
{
    return std::min(partFloorBytes(partsSealed + 1, request.minPartBytes), targetBytes());
}

std::span<char> Upload::Private::space()
{
    if (step != Step::Receiving)
        return {};
    if (waitsForPrefix) {
        ownerWaits = true;
        return {};
    }
    if (buffer.has_value())
        makeRoom();
    if (step == Step::Receiving && !buffer.has_value())
        acquireBuffer();
    const std::span<char> room = buffer.has_value() ? buffer->space() : std::span<char>();
    ownerWaits = room.empty();
    return room;
}

void Upload::Private::makeRoom()
{
    if (buffer->grantedBytes() < floorBytes()) {
        if (!growSeed() && buffer->space().empty())
            waitForMemory(floorBytes() - buffer->grantedBytes(), BudgetUse::Firm);
    } else if (buffer->space().empty() && !growBuffer()) {
        sealPart();
    }
}

// A new part waits while it holds nothing, or less than makes a part: seeds, which have no more
// than half of the memory. What the parts under way hold comes back by itself, and so does what is
// idle. So uploads can wait for each other, but never in a circle. Only who sends faster than the
// server reads has all of the least that makes a part at once; whatever is slower holds what it has
// sent.
void Upload::Private::acquireBuffer()
{
    const bool hasEnoughUnderWay =
        multipart != nullptr && multipart->partsPending() > multipart->windowSize();
    if (waitsForMemory || hasEnoughUnderWay)
        return;
    const qint64 least = std::min(firstStepBytes, floorBytes());
    const bool isWhole = !hasRested || !prefix.isEmpty();
    BudgetGrant memory = isWhole ? budgets.memory->tryTake(floorBytes(), holder)
                                 : budgets.memory->tryTake(least, holder, BudgetUse::Seed);
    if (memory.amount() > 0)
        return startBuffer(std::move(memory), isWhole);
    if (isWhole || !budgets.memory->hasRoomForSeed(least))
        waitForMemory(floorBytes(), BudgetUse::Firm);
    else
        waitForMemory(least, BudgetUse::Seed);
}

void Upload::Private::waitForMemory(qint64 bytes, BudgetUse use)
{
    if (std::exchange(waitsForMemory, true))
        return;
    budgets.memory->take(
        bytes, requests.get(), [this](BudgetGrant taken) { onMemory(std::move(taken)); }, holder,
        use);
}

void Upload::Private::onMemory(BudgetGrant memory)
{
    waitsForMemory = false;
    if (step != Step::Receiving)
        return;
    if (buffer.has_value()) {
        buffer->grow(std::move(memory), 0, PartBuffer::Pages::AsBytesCome);
        buffer->makeFirm();
    } else {
        const bool isWhole = memory.amount() >= floorBytes();
        startBuffer(std::move(memory), isWhole);
    }
    wakeOwner();
    if (isInputEnded)
        finishInput();
}

// Most streams end inside their first step; later parts know that they will be long.
void Upload::Private::startBuffer(BudgetGrant memory, bool isWhole)
{
    const bool isLong = partsSealed > 0;
    buffer.emplace(std::move(memory), isLong ? targetBytes() : floorBytes(),
                   isLong && isWhole ? PartBuffer::Pages::AtOnce : PartBuffer::Pages::AsBytesCome);
    hasRested = false;
    if (prefix.isEmpty())
        return;
    std::memcpy(buffer->space().data(), prefix.constData(),
                static_cast<std::size_t>(prefix.size()));
    commit(std::exchange(prefix, {}).size());
}

// Twice what has come, and at least room for one piece of the stream. False if that is not to be
// had now.
bool Upload::Private::growSeed()
{
    constexpr qint64 enoughBytes = firstStepBytes / 4;
    if (static_cast<qint64>(buffer->space().size()) >= enoughBytes)
        return true;
    const qint64 came = buffer->sizeBytes();
    const qint64 wanted = std::min(floorBytes(), came + std::max(came, firstStepBytes));
    BudgetGrant more =
        budgets.memory->tryTake(wanted - buffer->grantedBytes(), holder, BudgetUse::Seed);
    if (more.amount() == 0)
        return false;
    buffer->grow(std::move(more), 0, PartBuffer::Pages::AsBytesCome);
    return true;
}

bool Upload::Private::growBuffer()
{
    const qint64 target = targetBytes();
    const qint64 missing = std::min(growthStepBytes, target - buffer->grantedBytes());
    if (missing <= 0)
        return false;
    BudgetGrant more = budgets.memory->tryTake(missing, holder);
    if (more.amount() == 0)
        return false;
    buffer->grow(std::move(more), target, PartBuffer::Pages::AtOnce);
    buffer->makeFirm();
    return true;
}

// --- When the client is slow

bool Upload::Private::isPart() const
{
    return buffer.has_value() && buffer->sizeBytes() >= floorBytes();
}

void Upload::Private::rest()
{
    hasRested = true;
    if (step != Step::Receiving || !buffer.has_value())
        return;
    if (isPart())
        lend();
    else if (!waitsForMemory)
        buffer->shrink();
}

// Whoever waits for memory must not wait for this client: its part is sent as it is.
void Upload::Private::lend()
{
    if (budgets.memory->waiting() > 0)
        return sealPart();
    holder->idle = buffer->grantedBytes();
    if (std::exchange(lends, true))
        return;
    budgets.memory->whenWanted(requests.get(), holder, [this] {
        if (step == Step::Receiving && isPart())
            sealPart();
    });
}

}  // namespace cosftp
