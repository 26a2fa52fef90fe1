# SPDX-License-Identifier: GPL-3.0-or-later
# Functions that spell a test. The test classes of a folder are one program: a program of their own for each would be
# linked, and have moc run for it, a hundred times over.

# Qt Test without its macros that name each folder: they would keep a precompiled header from being shared.
add_library(qt_test INTERFACE)
target_include_directories(qt_test SYSTEM INTERFACE $<TARGET_PROPERTY:Qt6::Test,INTERFACE_INCLUDE_DIRECTORIES>)
target_compile_definitions(qt_test INTERFACE QT_TESTLIB_LIB)
target_link_libraries(qt_test INTERFACE Qt6::Core Qt6::Network $<LINK_ONLY:Qt6::Test>)

# cosftp_test_pch(NAME HEADER LINK libraries...): a precompiled header for tests, on top of that of the programs.
function(cosftp_test_pch name header)
    add_library(${name} STATIC ${PROJECT_BINARY_DIR}/precompiled/empty.cpp)
    target_link_libraries(${name} PRIVATE qt_test ${ARGN})
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
    target_precompile_headers(${name} PRIVATE
        ${PROJECT_SOURCE_DIR}/cmake/${header} ${PROJECT_SOURCE_DIR}/cmake/precompiled_tests.h)
    set_target_properties(${name} PROPERTIES AUTOMOC OFF)
endfunction()
cosftp_test_pch(test_pch precompiled.h project_flags)
if(COSFTP_GUI)
    cosftp_test_pch(gui_test_pch precompiled_gui.h gui_flags)
endif()

# cosftp_test_program(VARIABLE PCH): sets VARIABLE to the folder's one test program, which is made at the first call.
function(cosftp_test_program variable pch)
    file(RELATIVE_PATH folder ${PROJECT_SOURCE_DIR}/tests ${CMAKE_CURRENT_SOURCE_DIR})
    string(REPLACE "/" "_" program "tests_${folder}")
    set(${variable} ${program} PARENT_SCOPE)
    if(TARGET ${program})
        return()
    endif()
    add_executable(${program} ${PROJECT_SOURCE_DIR}/tests/support/test_main.cpp)
    target_link_libraries(${program} PRIVATE project_flags qt_test)
    target_precompile_headers(${program} REUSE_FROM ${pch})
    target_include_directories(${program} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
    target_compile_definitions(${program} PRIVATE TEST_DATA_DIR="${PROJECT_SOURCE_DIR}/tests/data")
    set_target_properties(${program} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
endfunction()

# cosftp_test_class(VARIABLE FILE): the class that COSFTP_TEST names in the file.
function(cosftp_test_class variable file)
    file(STRINGS ${file} line REGEX "^COSFTP_TEST(_RUN)?\\([A-Za-z0-9]+\\)" LIMIT_COUNT 1)
    string(REGEX REPLACE ".*\\(([A-Za-z0-9]+)\\).*" "\\1" class "${line}")
    if(NOT class)
        message(FATAL_ERROR "${file}: no COSFTP_TEST(Class) at the start of a line")
    endif()
    set(${variable} ${class} PARENT_SCOPE)
endfunction()

# cosftp_test(NAME SOURCES files... LINK libraries... LABEL word): a Qt Test class run by ctest; the first source has it.
function(cosftp_test name)
    cmake_parse_arguments(TEST "" "LABEL;TIMEOUT;PCH" "SOURCES;LINK" ${ARGN})
    if(NOT TEST_TIMEOUT)
        set(TEST_TIMEOUT 600)
    endif()
    if(NOT TEST_PCH)
        set(TEST_PCH test_pch)
    endif()
    cosftp_test_program(program ${TEST_PCH})
    list(GET TEST_SOURCES 0 file)
    cosftp_test_class(class ${CMAKE_CURRENT_SOURCE_DIR}/${file})
    target_sources(${program} PRIVATE ${TEST_SOURCES})
    target_link_libraries(${program} PRIVATE ${TEST_LINK})
    add_test(NAME ${name} COMMAND ${program} ${class})
    set_tests_properties(${name} PROPERTIES TIMEOUT ${TEST_TIMEOUT} LABELS "${TEST_LABEL}")
endfunction()

# cosftp_gui_test(NAME SOURCES files... LINK libraries... LABEL word): a Qt Test class with windows, run by ctest on Qt's
# offscreen platform.
function(cosftp_gui_test name)
    cosftp_test(${name} PCH gui_test_pch ${ARGN})
    cosftp_test_program(program gui_test_pch)
    target_link_libraries(${program} PRIVATE gui_flags)
    set_tests_properties(${name} PROPERTIES
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/gui/leaks.txt")
endfunction()
