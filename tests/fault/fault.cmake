# Fault tests: part of system_tests. Included from tests/system.
set(fault_folder ${CMAKE_SOURCE_DIR}/tests/fault)
target_sources(system_tests PRIVATE ${fault_folder}/checker.cpp ${fault_folder}/checker_test.cpp)
