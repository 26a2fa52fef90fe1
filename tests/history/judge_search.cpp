// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/judge_search.h"

#include <QSet>

#include <algorithm>

namespace cosftp::test {

namespace {

using Kind = Task::Kind;

constexpr int nothing = -1;
constexpr int mostStates = 60'000;

/// How far a task has come.
enum Phase : char {
    Untouched = '0',
    Looked = '1',           ///< Extend, Remove: within its window.
    LookedAtNothing = '2',  ///< Extend: the store refuses it if something stands by then.
    Copied = '3',           ///< Moves.
    CopiedOntoNothing = '4',
    LookedAgain = '5',   ///< Moves: within the window before the deletion.
    LookedToUndo = '6',  ///< Moves: within the window before the copy is removed again.
    Gone = '9'
};

bool isWindow(char phase)
{
    return phase == Looked || phase == LookedAtNothing || phase == LookedAgain
           || phase == LookedToUndo;
}

/// The key that a task is about to change, when it is in its window.
int keyInWindow(const Task &task, char phase)
{
    return phase == LookedToUndo ? task.target : task.key;
}

/// A moment of one order.
struct State
{
    QByteArray phases;  ///< One letter for each task.
    QList<int> values;  ///< By key: which content stands.
    QList<int> taken;   ///< By task: what it looked at, copied or is about to publish.
    QList<qint64> now;  ///< By key: not earlier than this.

    [[nodiscard]] QByteArray text() const
    {
        return phases
               + QByteArray(reinterpret_cast<const char *>(values.constData()),
                            values.size() * qsizetype(sizeof(int)))
               + QByteArray(reinterpret_cast<const char *>(taken.constData()),
                            taken.size() * qsizetype(sizeof(int)));
    }
};

/// 1: the key is claimed in the bucket, 2: the folder is; 0: nothing is.
int claimOf(const Task &task)
{
    if (task.kind == Kind::Extend)
        return 1;
    return task.kind == Kind::MoveIfThere ? 2 : 0;
}

class Search
{
public:
    explicit Search(const Component &component);
    Explanation run();

private:
    bool explore(State state);
    bool takeSights(State &state) const;
    [[nodiscard]] bool hasEnded(const State &state) const;
    [[nodiscard]] qint64 frontier(const State &state) const;
    [[nodiscard]] bool mayAct(const State &state, int task, qint64 frontier) const;
    [[nodiscard]] bool isInWindowOfOther(const State &state, int task) const;
    [[nodiscard]] bool mayFallInto(const Task &intruder, const Task &window, char phase) const;
    [[nodiscard]] bool mayBeIntruded(const State &state, int task, char phase) const;
    [[nodiscard]] bool mayWaitForOther(const State &state, int sight) const;
    [[nodiscard]] bool sees(const State &state, const Task &task) const;
    [[nodiscard]] QList<State> next(const State &state, int task);
    void put(QList<State> &states, const State &state, int task) const;
    void extend(QList<State> &states, const State &state, int task);
    void publish(QList<State> &states, const State &state, int task) const;
    void remove(QList<State> &states, const State &state, int task) const;
    void copy(QList<State> &states, const State &state, int task) const;
    void endMove(QList<State> &states, const State &state, int task) const;
    void undo(QList<State> &states, const State &state, int task) const;
    [[nodiscard]] std::optional<Content> resultOf(const Behind &behind, const Task &task,
                                                  int standing) const;
    [[nodiscard]] State acted(const State &state, int task, char phase) const;
    int numberOf(const Content &content);
    void note(const State &state);

    const Component &m_component;
    const QList<Task> &m_tasks;
    QList<Content> m_contents;
    QHash<QByteArray, int> m_numbers;
    QList<int> m_ownContents;  ///< By task.
    QSet<QByteArray> m_seen;
    bool m_isTooLong = false;
    qsizetype m_deepest = -1;
    State m_deepestState;
};

Search::Search(const Component &component) : m_component(component), m_tasks(component.tasks)
{
    for (const Task &task : m_tasks)
        m_ownContents += numberOf(task.content);
}

int Search::numberOf(const Content &content)
{
    const QByteArray text = toText(content);
    const auto known = m_numbers.constFind(text);
    if (known != m_numbers.constEnd())
        return *known;
    m_contents += content;
    m_numbers.insert(text, static_cast<int>(m_contents.size()) - 1);
    return static_cast<int>(m_contents.size()) - 1;
}

Explanation Search::run()
{
    State state;
    state.phases = QByteArray(m_tasks.size(), Untouched);
    for (const auto &content : m_component.before)
        state.values += content ? numberOf(*content) : nothing;
    state.taken = QList<int>(m_tasks.size(), nothing);
    state.now = QList<qint64>(m_component.keys.size(), 0);
    Explanation explanation;
    if (explore(state))
        return explanation;
    explanation.result =
        m_isTooLong ? Explanation::Result::GivenUp : Explanation::Result::NoneExists;
    const qint64 end = frontier(m_deepestState);
    for (qsizetype task = 0; task < m_tasks.size(); ++task)
        if (m_deepestState.phases.at(task) != Gone && m_tasks.at(task).end == end)
            explanation.stuck += &m_tasks.at(task);
    for (const int value : m_deepestState.values)
        explanation.standing +=
            value == nothing ? std::nullopt : std::optional(m_contents.at(value));
    return explanation;
}

bool Search::explore(State state)
{
    while (takeSights(state)) {}
    if (hasEnded(state))
        return true;
    note(state);
    const QByteArray text = state.text();
    if (m_seen.contains(text))
        return false;
    if (m_seen.size() >= mostStates) {
        m_isTooLong = true;
        return false;
    }
    m_seen.insert(text);
    const qint64 end = frontier(state);
    for (int task = 0; task < m_tasks.size(); ++task) {
        if (!mayAct(state, task, end))
            continue;
        const QList<State> states = next(state, task);
        for (const State &each : states)
            if (explore(each))
                return true;
    }
    return false;
}

void Search::note(const State &state)
{
    const qsizetype depth = state.phases.count(Gone);
    if (depth <= m_deepest)
        return;
    m_deepest = depth;
    m_deepestState = state;
}

bool Search::hasEnded(const State &state) const { return frontier(state) == never; }

// Whatever begins behind this has to wait: something that has ended by then has not had its turn.
qint64 Search::frontier(const State &state) const
{
    qint64 end = never;
    for (qsizetype task = 0; task < m_tasks.size(); ++task)
        if (state.phases.at(task) != Gone)
            end = std::min(end, m_tasks.at(task).end);
    return end;
}

// --- What sees

bool Search::sees(const State &state, const Task &task) const
{
    const int standing = state.values.at(task.key);
    if (task.kind == Kind::SeeNothing || standing == nothing)
        return task.kind == Kind::SeeNothing && standing == nothing;
    const Content &content = m_contents.at(standing);
    return task.kind == Kind::SeeSize ? content.size() == task.size : content == task.content;
}

// Seeing changes nothing, so what can be seen now is best seen now; unless something that must not
// happen later has still to be tried before it.
bool Search::takeSights(State &state) const
{
    const qint64 end = frontier(state);
    bool hasTaken = false;
    for (int task = 0; task < m_tasks.size(); ++task) {
        const Task &sight = m_tasks.at(task);
        if (!sight.isSight() || !mayAct(state, task, end) || !sees(state, sight)
            || mayWaitForOther(state, task))
            continue;
        state = acted(state, task, Gone);
        hasTaken = true;
    }
    return hasTaken;
}

bool Search::mayWaitForOther(const State &state, int sight) const
{
    const Task &seen = m_tasks.at(sight);
    for (qsizetype task = 0; task < m_tasks.size(); ++task) {
        const Task &other = m_tasks.at(task);
        const bool isBounded = !other.isSure() && other.latest < seen.begin;
        if (isBounded && state.phases.at(task) != Gone && other.touches(seen.key))
            return true;
    }
    return false;
}

// --- Who may act

bool Search::mayAct(const State &state, int task, qint64 end) const
{
    const Task &acting = m_tasks.at(task);
    if (state.phases.at(task) == Gone || acting.begin >= end)
        return false;
    const bool isLate = acting.latest < state.now.at(acting.key)
                        || (acting.target >= 0 && acting.latest < state.now.at(acting.target));
    return !isLate && (acting.isSight() || !isInWindowOfOther(state, task));
}

bool Search::mayFallInto(const Task &intruder, const Task &window, char phase) const
{
    const bool excludes = claimOf(intruder) != 0 && claimOf(intruder) == claimOf(window);
    if (intruder.record->server == window.record->server || excludes)
        return false;
    const bool isNear = intruder.record->end.us >= window.windowUs;
    // Only a rename that was not acknowledged is undone, and that is the last that it does.
    return !intruder.isSure() || isNear || (phase != LookedToUndo && !window.isSure());
}

bool Search::isInWindowOfOther(const State &state, int task) const
{
    for (int other = 0; other < m_tasks.size(); ++other)
        if (other != task && isWindow(state.phases.at(other))
            && m_tasks.at(task).touches(keyInWindow(m_tasks.at(other), state.phases.at(other)))
            && !mayFallInto(m_tasks.at(task), m_tasks.at(other), state.phases.at(other)))
            return true;
    return false;
}

// Only then is it worth while to look at its two steps apart.
bool Search::mayBeIntruded(const State &state, int task, char phase) const
{
    const Task &window = m_tasks.at(task);
    for (int other = 0; other < m_tasks.size(); ++other) {
        const Task &intruder = m_tasks.at(other);
        if (other != task && !intruder.isSight() && state.phases.at(other) != Gone
            && intruder.touches(keyInWindow(window, phase)) && intruder.begin < window.end
            && intruder.latest > window.begin && mayFallInto(intruder, window, phase))
            return true;
    }
    return false;
}

State Search::acted(const State &state, int task, char phase) const
{
    State next = state;
    const Task &acting = m_tasks.at(task);
    next.phases[task] = phase;
    next.now[acting.key] = std::max(next.now.at(acting.key), acting.begin);
    if (acting.target >= 0)
        next.now[acting.target] = std::max(next.now.at(acting.target), acting.begin);
    if (phase == Gone)
        next.taken[task] = nothing;
    return next;
}

// --- What it does

QList<State> Search::next(const State &state, int task)
{
    QList<State> states;
    const Task &acting = m_tasks.at(task);
    const char phase = state.phases.at(task);
    switch (acting.kind) {
    case Kind::Put:
        put(states, state, task);
        break;
    case Kind::Extend:
        phase == Untouched ? extend(states, state, task) : publish(states, state, task);
        break;
    case Kind::Remove:
        remove(states, state, task);
        break;
    case Kind::Move:
    case Kind::MoveIfThere:
        phase == Untouched ? copy(states, state, task) : endMove(states, state, task);
        break;
    case Kind::SeeContent:
    case Kind::SeeSize:
    case Kind::SeeNothing:
        if (sees(state, acting))
            states += acted(state, task, Gone);
        break;
    }
    return states;
}

void Search::put(QList<State> &states, const State &state, int task) const
{
    const Task &acting = m_tasks.at(task);
    if (state.values.at(acting.key) != nothing && !acting.record->mayReplace)
        return;
    State next = acted(state, task, Gone);
    next.values[acting.key] = m_ownContents.at(task);
    states += next;
}

std::optional<Content> Search::resultOf(const Behind &behind, const Task &task, int standing) const
{
    const bool isThere = standing != nothing;
    if (behind.what == Behind::What::Waiting) {
        const bool mayBe = isThere ? !behind.needsNothing
                                         && m_contents.at(standing).newest() <= behind.notNewerThan
                                   : true;
        return mayBe ? std::optional(behind.whole) : std::nullopt;
    }
    if (!isThere)
        return behind.needsObject || behind.bytes > 0 ? std::nullopt
                                                      : std::optional(Content{{task.record->sent}});
    const Content &content = m_contents.at(standing);
    const qint64 bytes = behind.bytes < 0 ? content.size() : behind.bytes;
    if (bytes > content.size())
        return std::nullopt;
    return joined(prefixOf(content, bytes), task.record->sent);
}

void Search::extend(QList<State> &states, const State &state, int task)
{
    const Task &acting = m_tasks.at(task);
    const int standing = state.values.at(acting.key);
    const bool isIntruded = mayBeIntruded(state, task, Looked);
    QList<State> inTwoSteps;
    for (const Behind &behind : acting.behind) {
        const std::optional<Content> result = resultOf(behind, acting, standing);
        if (!result)
            continue;
        State next = acted(state, task, Gone);
        next.values[acting.key] = numberOf(*result);
        states += next;
        if (!isIntruded)
            continue;
        State looked = acted(state, task, standing == nothing ? LookedAtNothing : Looked);
        looked.taken[task] = next.values.at(acting.key);
        inTwoSteps += looked;
    }
    states += inTwoSteps;
}

void Search::publish(QList<State> &states, const State &state, int task) const
{
    const Task &acting = m_tasks.at(task);
    const bool isRefused =
        state.phases.at(task) == LookedAtNothing && state.values.at(acting.key) != nothing;
    if (isRefused)
        return;
    State next = acted(state, task, Gone);
    next.values[acting.key] = state.taken.at(task);
    states += next;
}

void Search::remove(QList<State> &states, const State &state, int task) const
{
    const Task &acting = m_tasks.at(task);
    const bool isInWindow = state.phases.at(task) == Looked;
    const bool isThere = state.values.at(acting.key) != nothing;
    if (!isInWindow && !isThere && !acting.mayFindNothing)
        return;
    State next = acted(state, task, Gone);
    next.values[acting.key] = nothing;
    states += next;
    if (!isInWindow && mayBeIntruded(state, task, Looked))
        states += acted(state, task, Looked);
}

void Search::copy(QList<State> &states, const State &state, int task) const
{
    const Task &acting = m_tasks.at(task);
    const int source = state.values.at(acting.key);
    const bool isFree = state.values.at(acting.target) == nothing;
    const bool isSame = state.values.at(acting.target) == source;  // somebody else's copy of it
    if (source == nothing) {
        if (acting.kind == Kind::MoveIfThere)
            states += acted(state, task, Gone);
        return;
    }
    const bool mayReplace = acting.kind == Kind::Move && acting.record->mayReplace;
    if (!isFree && !mayReplace && !isSame)
        return;
    State next = acted(state, task, isFree ? CopiedOntoNothing : Copied);
    next.taken[task] = source;
    next.values[acting.target] = source;
    states += next;
}

void Search::endMove(QList<State> &states, const State &state, int task) const
{
    const Task &acting = m_tasks.at(task);
    const char phase = state.phases.at(task);
    const bool isUnchanged = state.values.at(acting.key) == state.taken.at(task);
    const bool isCopied = phase == Copied || phase == CopiedOntoNothing;
    if (phase == LookedAgain || (isCopied && isUnchanged)) {
        State removed = acted(state, task, Gone);
        removed.values[acting.key] = nothing;
        states += removed;
    }
    if (isCopied && isUnchanged && mayBeIntruded(state, task, LookedAgain))
        states += acted(state, task, LookedAgain);
    if (isCopied && !isUnchanged && acting.kind == Kind::MoveIfThere)
        states += acted(state, task, Gone);  // the source was changed and stays
    undo(states, state, task);
}

void Search::undo(QList<State> &states, const State &state, int task) const
{
    const Task &acting = m_tasks.at(task);
    const char phase = state.phases.at(task);
    const bool isOwnCopy = phase == CopiedOntoNothing && !acting.isSure()
                           && state.values.at(acting.target) == state.taken.at(task);
    if (phase == LookedToUndo || isOwnCopy) {
        State undone = acted(state, task, Gone);
        undone.values[acting.target] = nothing;
        states += undone;
    }
    if (isOwnCopy && mayBeIntruded(state, task, LookedToUndo))
        states += acted(state, task, LookedToUndo);
}

}  // namespace

Explanation explain(const Component &component) { return Search(component).run(); }

}  // namespace cosftp::test
