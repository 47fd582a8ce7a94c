# Writes the inputs and fixtures of binomial, multinomial and poisson models beside this file; README.md says what each file holds.
# Run from the repository root: Rscript test/MLRegularization.Tests/Fixtures/glmnet_families.R
suppressPackageStartupMessages({ library(glmnet); library(Matrix) })
here <- "test/MLRegularization.Tests/Fixtures"
if (!file.exists("data/wine.csv")) stop("run this from the repository root")
source(file.path(here, "glmnet_families_check.R"))
glmnet.control(pmin = 1e-15)   # the default, 1e-9, bends solutions with surer predictions

digits17 <- function(x) sprintf("%.17g", x)
write_table <- function(table, name) {
  for (column in names(table)) {
    value <- table[[column]]
    table[[column]] <- if (is.integer(value)) as.character(value) else if (is.numeric(value)) digits17(value)
      else if (is.logical(value)) tolower(as.character(value)) else value
  }
  file <- file(file.path(here, name), "wb")
  write.table(table, file, sep = ",", quote = FALSE, row.names = FALSE, eol = "\n")
  close(file)
  cat(name, nrow(table), "rows\n")
}
named_list <- function(x) {
  text <- ifelse(is.infinite(x), ifelse(x > 0, "inf", "-inf"), digits17(x))
  if (length(x) == 0) "" else paste(names(x), text, sep = "=", collapse = ";")
}

# ---- inputs: multiples of powers of two, exact as text, as float and as double --------------------

set.seed(20240608, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
on_grid <- function(x, bits) round(x * 2^bits) / 2^bits
features <- function(n) {
  x1 <- on_grid(1000 + 100 * rnorm(n), 4)
  data.frame(x1, x2 = on_grid(0.01 * rnorm(n), 16), x3 = on_grid(-50 + rnorm(n), 8), x4 = as.numeric(runif(n) < 0.3),
    x5 = round(runif(n, 0, 20)), x6 = round(1e6 + 1e4 * rnorm(n)), x7 = on_grid(0.5 * (x1 - 1000) / 100 + 0.8 * rnorm(n) - 3, 8),
    x8 = on_grid(5 + 2 * rnorm(n), 8))
}
scores <- function(t) 0.01 * (t$x1 - 1000) + 60 * t$x2 - 0.5 * (t$x3 + 50) + 0.8 * t$x4 - 0.05 * t$x5 + 4e-5 * (t$x6 - 1e6) + 0.3 * t$x7
weight <- function(n) on_grid(runif(n, 0.25, 4), 4)

t <- features(150); o <- on_grid(rnorm(150), 8)
write_table(data.frame(w = weight(150), o, t, y = as.integer(runif(150) < 1 / (1 + exp(-(scores(t) + 1 + o))))), "inputs/binary.csv")
t <- features(150); o <- on_grid(log(runif(150, 0.5, 4)), 8)
write_table(data.frame(w = weight(150), o, t, y = rpois(150, exp(0.5 * scores(t) + 1 + o))), "inputs/counts.csv")
t <- features(120); o <- on_grid(matrix(rnorm(360), 120, 3), 8)
eta <- cbind(0, scores(t), 0.4 * (t$x8 - 5) - 0.5 * scores(t)) + o
label <- c("low", "middle", "top")[apply(eta - log(-log(runif(360))), 1, which.max)]
write_table(data.frame(w = weight(120), o1 = o[, 1], o2 = o[, 2], o3 = o[, 3], t, y = label), "inputs/classes.csv")
x <- on_grid(matrix(rnorm(80 * 120), 80, 120) * (matrix(runif(80 * 120), 80, 120) < 0.1), 6)
colnames(x) <- paste0("x", 1:120)
write_table(data.frame(x, y = as.integer(runif(80) < 1 / (1 + exp(-drop(x[, 1:10] %*% rep(c(2, -2), 5)))))), "inputs/binary_sparse.csv")

# ---- data: label last; w, o, o1, o2, o3 are never features -----------------------------------------

path_of <- c(breast_cancer = "data/breast_cancer.csv", wine = "data/wine.csv", iris = "data/iris.csv",
  sapply(c(binary = "binary", counts = "counts", classes = "classes", binary_sparse = "binary_sparse"), function(n) file.path(here, "inputs", paste0(n, ".csv"))))
tables <- lapply(path_of, read.csv)
features_of <- function(data) as.matrix(tables[[data]][setdiff(names(tables[[data]])[-ncol(tables[[data]])], c("w", "o", "o1", "o2", "o3"))])
family_of <- c(breast_cancer = "binomial", binary = "binomial", binary_sparse = "binomial", wine = "multinomial", iris = "multinomial",
  classes = "multinomial", counts = "poisson")
classes_of <- function(data) if (family_of[[data]] == "poisson") "" else if (data == "breast_cancer") c("benign", "malignant") else as.character(sort(unique(tables[[data]][[ncol(tables[[data]])]])))
labels_of <- function(data) {   # a matrix: counts, 0/1, or a column of indicators for each class
  y <- tables[[data]][[ncol(tables[[data]])]]
  if (family_of[[data]] == "poisson") return(cbind(as.numeric(y)))
  indicators <- outer(as.character(y), classes_of(data), "==") + 0
  if (family_of[[data]] == "binomial") indicators[, 2, drop = FALSE] else indicators
}

# ---- cases ----------------------------------------------------------------------------------------

cases <- list()
add <- function(name, data, alphas = c(1, 0.5, 0), grouped = FALSE, weights = "", offset = "", factors = numeric(), lower = numeric(),
                upper = numeric(), standardize = TRUE, intercept = TRUE, sparse = FALSE, end = 1e-3) {
  for (alpha in alphas) {
    id <- sprintf("%s_alpha%s", name, sub(".", "", format(alpha), fixed = TRUE))
    cases[[id]] <<- list(case = id, data = data, family = family_of[[data]], alpha = alpha, grouped = grouped, weights = weights, offset = offset,
      factors = factors, lower = lower, upper = upper, standardize = standardize, intercept = intercept, sparse = sparse, end = end)
  }
}
factors <- c(x1 = 0, x2 = 0.5, x4 = 2, x7 = Inf, x8 = 3)
add("breast_cancer", "breast_cancer")
add("breast_cancer_raw", "breast_cancer", c(1, 0.5), standardize = FALSE, end = 1e-4)
add("binary", "binary")
add("binary_weighted", "binary", weights = "w")
add("binary_offset", "binary", weights = "w", offset = "o")
add("binary_factors", "binary", factors = factors)
add("binary_bounds", "binary", lower = c(x1 = 0, x3 = -0.1, x6 = 0, x7 = 0), upper = c(x1 = 0.004, x2 = 20, x5 = 0, x7 = 0.2))
add("binary_no_intercept", "binary", intercept = FALSE)
add("binary_sparse", "binary_sparse", sparse = TRUE, end = 1e-2)
add("counts", "counts")
add("counts_weighted", "counts", weights = "w", sparse = TRUE)
add("counts_offset", "counts", weights = "w", offset = "o")
add("counts_factors", "counts", factors = factors)
add("counts_bounds", "counts", lower = c(x1 = 0, x3 = -0.1, x6 = 0, x7 = 0), upper = c(x1 = 0.002, x2 = 10, x5 = 0, x7 = 0.1))
add("counts_no_intercept", "counts", intercept = FALSE)
add("counts_raw", "counts", c(1, 0.5), standardize = FALSE)
for (grouped in c(FALSE, TRUE)) {
  kind <- if (grouped) "_grouped" else ""
  add(paste0("wine", kind), "wine", grouped = grouped, end = if (grouped) 1e-2 else 1e-3)
  add(paste0("iris", kind), "iris", grouped = grouped, end = if (grouped) 1e-2 else 1e-3)
  add(paste0("classes_weighted", kind), "classes", grouped = grouped, weights = "w", offset = "o1;o2;o3")
  add(paste0("classes_factors", kind), "classes", grouped = grouped, factors = factors)
  add(paste0("classes_no_intercept", kind), "classes", c(1, 0.5), grouped = grouped, intercept = FALSE)
  add(paste0("classes_raw", kind), "classes", c(1, 0.5), grouped = grouped, standardize = FALSE, end = 1e-4)
}
add("classes_bounds", "classes", c(1, 0.5), lower = c(x1 = -0.002, x3 = -0.1, x6 = 0), upper = c(x1 = 0.004, x2 = 20, x5 = 0, x7 = 0.2))

prepare <- function(case) {
  x <- features_of(case$data); y <- labels_of(case$data); n <- nrow(x)
  spread <- function(values, default) { all <- setNames(rep(default, ncol(x)), colnames(x)); all[names(values)] <- values; all }
  w <- if (case$weights == "") rep(1 / n, n) else tables[[case$data]][[case$weights]] / sum(tables[[case$data]][[case$weights]])
  o <- if (case$offset == "") matrix(0, n, ncol(y)) else as.matrix(tables[[case$data]][strsplit(case$offset, ";")[[1]]])
  mean <- colSums(w * x)
  scale <- if (case$standardize) sqrt(colSums(w * sweep(x, 2, mean)^2)) else rep(1, ncol(x))
  problem <- list(x = x, y = y, o = unname(o), w = w, family = case$family, grouped = case$grouped, scale = unname(scale), intercept = case$intercept,
    centre = if (case$intercept) unname(mean) else rep(0, ncol(x)), f = spread(case$factors, 1), lower = spread(case$lower, -Inf), upper = spread(case$upper, Inf))
  problem$centred <- sweep(x, 2, problem$centre)
  problem$null_gradient <- null_gradient(problem)
  problem
}

# ---- solving a case -------------------------------------------------------------------------------

# glmnet multiplies every factor by p / sum(factors), infinite ones counted as 1: undone in lambda.
call_glmnet <- function(case, problem, ..., lambdas = NULL) {
  multi <- case$family == "multinomial"
  y <- if (case$family == "poisson") drop(problem$y) else if (multi) problem$y else factor(drop(problem$y), levels = 0:1)
  arguments <- list(if (case$sparse) Matrix(problem$x, sparse = TRUE) else problem$x, y, family = case$family, weights = problem$w * length(problem$w),
    offset = if (case$offset == "") NULL else if (multi) problem$o else drop(problem$o), alpha = case$alpha, standardize = case$standardize,
    intercept = case$intercept, penalty.factor = problem$f, lower.limits = problem$lower, upper.limits = problem$upper, maxit = 1e7)
  if (!is.null(lambdas)) arguments$lambda <- lambdas * mean(ifelse(is.infinite(problem$f), 1, problem$f))
  if (multi) arguments$type.multinomial <- if (case$grouped) "grouped" else "ungrouped"
  suppressWarnings(do.call(glmnet, c(arguments, list(...))))
}
solution_at <- function(case, fit, k) {
  if (case$family != "multinomial") return(list(b0 = unname(fit$a0[k]), beta = cbind(unname(fit$beta[, k]))))
  list(b0 = unname(fit$a0[, k]), beta = unname(sapply(fit$beta, function(b) b[, k])))
}
# Coefficients within rounding of a bound are the bound.
snap <- function(beta, bound) { near <- is.finite(bound) & abs(beta - bound) <= 1e-12 * abs(bound); ifelse(near, bound + 0 * beta, beta) }
centre_free <- function(problem, s) {   # what no penalty identifies: classes' intercepts and unpenalised coefficients get sum 0
  if (problem$family != "multinomial") return(s)
  if (problem$intercept) s$b0 <- s$b0 - mean(s$b0)
  for (j in which(problem$f == 0 & is.infinite(problem$lower) & is.infinite(problem$upper))) s$beta[j, ] <- s$beta[j, ] - mean(s$beta[j, ])
  s
}

picks <- c(5, 13, 24, 36)
solve_case <- function(case) {
  started <- proc.time()[["elapsed"]]
  problem <- prepare(case)
  lambdas <- problem$null_gradient / max(case$alpha, 0.001) * case$end^((0:39) / 39)
  best <- rep(list(list(kkt = Inf)), length(picks))
  for (thresh in c(1e-14, 1e-18, 1e-22)) {
    fit <- call_glmnet(case, problem, thresh = thresh, lambdas = lambdas)
    for (k in seq_along(picks)) if (length(fit$lambda) >= picks[k]) {
      s <- solution_at(case, fit, picks[k])
      s$beta <- snap(snap(s$beta, problem$lower), problem$upper)
      s <- centre_free(problem, s)
      violation <- kkt(problem, s$b0, s$beta, lambdas[picks[k]] * case$alpha, lambdas[picks[k]] * (1 - case$alpha))
      if (violation < best[[k]]$kkt) best[[k]] <- c(s, list(kkt = violation, thresh = thresh))
    }
    if (fit$jerr != 0) cat("   ", case$case, "jerr", fit$jerr, "at thresh", thresh, "\n")
    if (fit$jerr != 0 || all(vapply(best, `[[`, 0, "kkt") < 1e-13)) break
  }
  coefficients <- solutions <- NULL; kept <- c()
  for (k in seq_along(picks)) {
    s <- best[[k]]; lambda <- lambdas[picks[k]]; l1 <- lambda * case$alpha; l2 <- lambda * (1 - case$alpha)
    if (is.infinite(s$kkt)) { cat("   ", case$case, "glmnet has no solution at", lambda, "\n"); next }
    exact <- polish(problem, s$b0, s$beta, l1, l2)
    if (!is.null(exact)) exact <- centre_free(problem, exact)
    exact_kkt <- if (is.null(exact)) Inf else kkt(problem, exact$b0, exact$beta, l1, l2)
    found <- s$beta != 0
    distance <- if (is.null(exact)) Inf else max(0, (abs(exact$beta - s$beta) / pmax(abs(exact$beta), 1e-3 * max(abs(exact$beta))))[found])
    polished <- exact_kkt < s$kkt && (s$kkt >= 1e-10 || distance > 1e-10)
    stored <- if (polished) exact else s
    violation <- if (polished) exact_kkt else s$kkt
    if (violation >= 1e-9) { cat("   ", case$case, "dropped at", lambda, ": kkt", violation, "glmnet", s$kkt, "\n"); next }
    kept <- c(kept, lambda)
    for (c in seq_len(ncol(stored$beta))) {
      keep <- stored$beta[, c] != 0
      if (!case$intercept && !any(keep)) next
      coefficients <- rbind(coefficients, data.frame(case = case$case, lambda, class = if (case$family == "multinomial") classes_of(case$data)[c] else "",
        feature = c(if (case$intercept) "(intercept)", colnames(problem$x)[keep]), coefficient = c(if (case$intercept) stored$b0[c], stored$beta[keep, c]), row.names = NULL))
    }
    solutions <- rbind(solutions, data.frame(case = case$case, lambda, objective = objective(problem, stored$b0, stored$beta, l1, l2),
      nonzero = sum(stored$beta != 0), kkt = violation, kkt_glmnet = s$kkt, thresh = s$thresh, distance_glmnet = distance, polished))
  }
  cat(sprintf("%-36s kkt glmnet %.1e stored %.1e distance %.1e nonzero %s  %.1fs\n", case$case, max(solutions$kkt_glmnet), max(solutions$kkt),
    max(solutions$distance_glmnet), paste(solutions$nonzero, collapse = " "), proc.time()[["elapsed"]] - started))
  row <- data.frame(case = case$case, data = path_of[[case$data]], family = case$family, grouped = case$grouped, classes = paste(classes_of(case$data), collapse = ";"),
    alpha = case$alpha, delta = "", weights = case$weights, offset = case$offset, factors = named_list(case$factors), lower = named_list(case$lower),
    upper = named_list(case$upper), standardize = case$standardize, intercept = case$intercept, sparse = case$sparse, lambdas = paste(digits17(kept), collapse = ";"),
    null_gradient = problem$null_gradient)
  list(case = row, coefficients = coefficients, solutions = solutions)
}
bind <- function(parts, name) do.call(rbind, lapply(parts, `[[`, name))
only <- commandArgs(TRUE)   # for trying: names of cases
if (length(only) > 0) cases <- cases[grep(only[1], names(cases))]
solved <- lapply(cases, solve_case)
if (length(only) > 0) quit()
for (part in c("case", "coefficients", "solutions")) write_table(bind(solved, part), sprintf("glmnet_families_%s.csv", sub("^case$", "cases", part)))

# ---- default grids and where they stop ------------------------------------------------------------

plain_case <- function(data, alpha, grouped, weights) list(case = data, data = data, family = family_of[[data]], alpha = alpha, grouped = grouped, weights = weights,
  offset = "", standardize = TRUE, intercept = TRUE, sparse = FALSE)
runs <- list(list("breast_cancer", 1, FALSE, ""), list("breast_cancer", 0.5, FALSE, ""), list("binary", 1, FALSE, "w"), list("wine", 1, FALSE, ""),
  list("wine", 1, TRUE, ""), list("iris", 0.5, FALSE, ""), list("counts", 1, FALSE, ""), list("counts", 0.5, FALSE, "w"))
grid_of <- function(run) {
  case <- do.call(plain_case, run)
  problem <- prepare(case)
  fit <- call_glmnet(case, problem, thresh = 1e-12)
  full <- { glmnet.control(fdev = 0, devmax = 1); f <- call_glmnet(case, problem, thresh = 1e-12); glmnet.control(fdev = 1e-5, devmax = 0.999); f }
  cat(sprintf("grid %-14s alpha %.1f %s: ends at %d, without the rule at %d (jerr %d); lambda max %.2e of ours; thresh 1e-7 ends at %d\n", run[[1]], run[[2]], if (run[[3]]) "grouped" else "",
    length(fit$lambda), length(full$lambda), full$jerr, fit$lambda[1] / (problem$null_gradient / run[[2]]) - 1, length(call_glmnet(case, problem)$lambda)))
  n <- length(full$lambda)
  data.frame(data = path_of[[run[[1]]]], family = case$family, grouped = run[[3]], alpha = run[[2]], weights = run[[4]], index = seq_len(n) - 1L, lambda = full$lambda,
    dev_ratio = full$dev.ratio, kept = seq_len(n) <= length(fit$lambda), null_deviance = full$nulldev)
}
write_table(do.call(rbind, lapply(runs, grid_of)), "glmnet_families_grid.csv")

# ---- cross-validation: fold = row mod 10, folds fitted at the given lambdas ------------------------

cv_of <- function(data, alpha, measure, grouped = FALSE, weights = "", offset = "") {
  case <- plain_case(data, alpha, grouped, weights)
  case$offset <- offset
  problem <- prepare(case)
  lambdas <- problem$null_gradient / alpha * 10^(-2.5 * (0:24) / 24)
  y <- if (case$family == "multinomial") problem$y else drop(problem$y)
  n <- nrow(problem$x); w <- problem$w * n; foldid <- (seq_len(n) - 1) %% 10 + 1
  arguments <- list(problem$x, y, family = case$family, weights = w, offset = if (offset == "") NULL else drop(problem$o), lambda = lambdas, alpha = alpha,
    type.measure = measure, foldid = foldid, keep = TRUE, thresh = 1e-16, maxit = 1e7)
  if (case$family == "multinomial") arguments$type.multinomial <- if (grouped) "grouped" else "ungrouped"
  cv <- suppressWarnings(do.call(cv.glmnet, arguments))
  stopifnot(identical(cv$lambda, lambdas), cv$name == c(deviance = if (case$family == "poisson") "Poisson Deviance" else if (case$family == "binomial") "Binomial Deviance" else "Multinomial Deviance",
    auc = "AUC", class = "Misclassification Error", mse = "Mean-Squared Error")[[measure]])
  best <- if (measure == "auc") max else min
  stopifnot(cv$cvm[cv$lambda == cv$lambda.min] == best(cv$cvm))
  # The deviance again from the predictors that cv.glmnet kept, without the clipping of probabilities to [1e-5, 1 - 1e-5].
  cvm <- cvsd <- rep(NaN, length(lambdas))
  if (measure == "deviance") {
    share <- as.vector(tapply(w, foldid, sum)) / sum(w)
    for (k in seq_along(lambdas)) {
      eta <- if (case$family == "multinomial") cv$fit.preval[, , k] else cv$fit.preval[, k, drop = FALSE]
      fold <- sapply(1:10, function(f) { held <- foldid == f; part <- list(family = case$family, y = problem$y[held, , drop = FALSE], w = w[held] / sum(w[held]))
        saturated <- if (case$family == "poisson") sum(part$w * ifelse(part$y > 0, part$y - part$y * log(part$y), 0)) else 0
        2 * (loss_of(part, eta[held, , drop = FALSE]) - saturated) })
      cvm[k] <- sum(share * fold); cvsd[k] <- sqrt(sum(share * (fold - cvm[k])^2) / 9)
    }
    cat(sprintf("cv %-14s deviance: unclipped against cv.glmnet: cvm %.1e cvsd %.1e\n", data, max(abs(cvm / cv$cvm - 1)), max(abs(cvsd / cv$cvsd - 1))))
  }
  data.frame(data = path_of[[data]], family = case$family, grouped, alpha, weights, offset, measure, lambda = lambdas, cvm = cv$cvm, cvsd = cv$cvsd, nzero = as.integer(cv$nzero),
    is_min = lambdas == cv$lambda.min, is_1se = lambdas == cv$lambda.1se, cvm_unclipped = cvm, cvsd_unclipped = cvsd)
}
curves <- list()
for (measure in c("deviance", "auc", "class", "mse")) curves <- c(curves, list(cv_of("breast_cancer", 1, measure), cv_of("binary", 0.5, measure, weights = "w")))
curves <- c(curves, list(cv_of("binary", 1, "deviance", weights = "w", offset = "o"), cv_of("counts", 1, "deviance"), cv_of("counts", 0.5, "deviance", weights = "w", offset = "o")))
for (measure in c("deviance", "class")) curves <- c(curves, list(cv_of("wine", 1, measure), cv_of("iris", 0.5, measure, grouped = TRUE), cv_of("classes", 0.5, measure, weights = "w")))
write_table(do.call(rbind, curves), "glmnet_families_cv.csv")
