// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/setting_field.h"

#include "common/roles.h"
#include "common/scroll_fit.h"
#include "settings/lines_edit.h"
#include "settings/setting_text.h"

#include <QCompleter>
#include <QEvent>

namespace cosftp {

namespace {

using Kind = SettingInfo::Kind;

constexpr int fewestCharacters = 34;  // of a text
constexpr int mostCharacters = 72;
constexpr int numberCharacters = 18;

}  // namespace

SettingField::SettingField(const SettingInfo &info, Check check, QWidget *parent)
    : QWidget(parent), m_info(info), m_check(std::move(check)), m_label(new QLabel),
      m_help(new QLabel), m_problem(new QLabel), m_unit(new QLabel), m_restart(new QLabel),
      m_line(new QHBoxLayout)
{
    setObjectName(info.places.first().key);
    makeControl();
    m_line->setSpacing(8);
    m_line->addWidget(control(), isWide() ? 1 : 0);
    m_line->addWidget(m_unit);
    m_line->addWidget(m_restart);
    m_line->addStretch();
    for (QLabel *label : {m_help, m_problem})
        label->setWordWrap(true);
    setRole(m_help, LabelRole::Muted);
    setRole(m_unit, LabelRole::Muted);
    setRole(m_restart, LabelRole::Muted);
    setRole(m_problem, LabelRole::Error);
    m_problem->setObjectName(QStringLiteral("problem"));
    m_problem->hide();
    m_label->setVisible(m_box == nullptr);
    m_label->setBuddy(control());
    m_restart->setVisible(info.apply == Apply::OnRestart);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    layout->addWidget(m_label);
    layout->addLayout(m_line);
    layout->addWidget(m_problem);
    layout->addWidget(m_help);
    retranslate();
}

void SettingField::makeControl()
{
    switch (m_info.kind) {
    case Kind::Switch:
        m_box = new QCheckBox;
        connect(m_box, &QCheckBox::toggled, this, &SettingField::onEdited);
        return;
    case Kind::Choice:
        m_combo = new QComboBox;
        for (const QString &choice : m_info.choices)
            m_combo->addItem(choice, choice);
        m_combo->setFocusPolicy(Qt::StrongFocus);
        connect(m_combo, &QComboBox::currentIndexChanged, this, &SettingField::onEdited);
        return;
    case Kind::Number:
    case Kind::Bytes:
    case Kind::Seconds:
    case Kind::Ports:
    case Kind::Text:
        break;
    }
    makeEdit();
    const int character = fontMetrics().averageCharWidth();
    if (isWide()) {
        control()->setMinimumWidth(character * fewestCharacters);
        control()->setMaximumWidth(character * mostCharacters);
    } else {
        control()->setFixedWidth(character * numberCharacters);
    }
}

void SettingField::makeEdit()
{
    if (m_info.separator != '\0') {
        m_lines = new LinesEdit(QLatin1Char(m_info.separator));
        connect(m_lines, &LinesEdit::textChanged, this, &SettingField::onEdited);
        return;
    }
    m_edit = new QLineEdit;
    if (m_info.isSecret)
        m_edit->setEchoMode(QLineEdit::Password);
    connect(m_edit, &QLineEdit::textChanged, this, &SettingField::onEdited);
}

bool SettingField::isWide() const { return m_info.kind == Kind::Text; }

QWidget *SettingField::control() const
{
    if (m_box != nullptr)
        return m_box;
    if (m_lines != nullptr)
        return m_lines;
    return m_combo != nullptr ? static_cast<QWidget *>(m_combo) : m_edit;
}

QString SettingField::text() const
{
    if (m_box != nullptr)
        return m_box->isChecked() ? QStringLiteral("true") : QStringLiteral("false");
    if (m_lines != nullptr)
        return m_lines->list();
    return m_combo != nullptr ? m_combo->currentData().toString() : m_edit->text();
}

void SettingField::setText(const QString &text)
{
    const QSignalBlocker blocker(this);
    if (m_box != nullptr)
        m_box->setChecked(text == QLatin1String("true"));
    else if (m_combo != nullptr)
        m_combo->setCurrentIndex(m_combo->findData(text));
    else if (m_lines != nullptr)
        m_lines->setList(text);
    else if (m_edit->text() != text)
        m_edit->setText(text);
    m_setProblem.clear();
    check();
}

void SettingField::onEdited()
{
    m_setProblem.clear();
    check();
    Q_EMIT edited();
}

void SettingField::check()
{
    const bool keeps = m_isStored && text().isEmpty();
    m_ownProblem = keeps || !m_check ? QString() : m_check(text());
    showProblem();
}

QString SettingField::problem() const
{
    return m_ownProblem.isEmpty() ? m_setProblem : m_ownProblem;
}

void SettingField::setProblem(const QString &problem)
{
    m_setProblem = problem;
    showProblem();
}

void SettingField::showProblem()
{
    const QString text = problem();
    m_problem->setText(text.isEmpty() ? QString() : settingText::problem(text));
    m_problem->setVisible(!text.isEmpty());
    control()->setAccessibleDescription(text.isEmpty() ? m_help->text() : m_problem->text());
    setInvalid(control(), !text.isEmpty());
}

void SettingField::setReadable()
{
    if (m_edit != nullptr)
        m_edit->setEchoMode(QLineEdit::Normal);
}

void SettingField::setStored(bool isStored)
{
    m_isStored = isStored;
    check();
    retranslate();
}

void SettingField::setSuggestions(const QStringList &suggestions)
{
    auto *completer = new QCompleter(suggestions, m_edit);
    completer->setFilterMode(Qt::MatchContains);
    m_edit->setCompleter(completer);
}

void SettingField::addBeside(QWidget *widget) { m_line->insertWidget(1, widget); }

void SettingField::setFocusHere()
{
    showFocused(*control());
    if (m_edit != nullptr)
        m_edit->selectAll();
}

QString SettingField::unit() const
{
    switch (m_info.kind) {
    case Kind::Seconds:
        return tr("seconds");
    case Kind::Bytes:
        return tr("bytes, or with KiB, MiB, GiB");
    case Kind::Text:
        return m_lines == nullptr ? QString() : tr("one in each line");
    case Kind::Number:
    case Kind::Ports:
    case Kind::Switch:
    case Kind::Choice:
        return {};
    }
    return {};
}

void SettingField::retranslate()
{
    const QString label = settingText::label(m_info);
    m_label->setText(label);
    m_help->setText(settingText::help(m_info));
    m_unit->setText(unit());
    m_unit->setVisible(!m_unit->text().isEmpty());
    m_restart->setText(tr("after a restart"));
    control()->setAccessibleName(label);
    if (m_box != nullptr)
        m_box->setText(label);
    for (int at = 0; m_combo != nullptr && at < m_combo->count(); ++at)
        m_combo->setItemText(at, settingText::choice(m_combo->itemData(at).toString()));
    if (m_lines != nullptr)
        m_lines->setPlaceholderText(tr("for example %1").arg(QLatin1String(m_info.example)));
    if (m_edit != nullptr && m_info.isSecret)
        m_edit->setPlaceholderText(m_isStored ? tr("Stored. Leave empty to keep it.") : QString());
    showProblem();
}

void SettingField::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace cosftp
