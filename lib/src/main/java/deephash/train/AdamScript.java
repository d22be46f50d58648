package deephash.train;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * One step of Adam (Kingma and Ba, 2015; decoupled weight decay by Loshchilov and Hutter, 2019) in PyTorch's own fused
 * kernel, which DJL has no call for. A TorchScript module can call any operator of PyTorch, so this class writes one: a
 * stored zip of the code and two pickles. The gradients go from the backward pass into the update without being kept,
 * which also saves their memory.
 */
final class AdamScript {

    private static final String CODE = """
            class Step(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              def forward(self: __torch__.deephash.Step,
                loss: Tensor,
                params: List[Tensor],
                m: List[Tensor],
                v: List[Tensor],
                steps: List[Tensor],
                settings: Tensor) -> Tensor:
                found = torch.autograd.grad([loss], params, None, None, False, True)
                targets = annotate(List[Tensor], [])
                grads = annotate(List[Tensor], [])
                for i in range(torch.len(params)):
                  _0 = torch.append(targets, torch.detach(params[i]))
                  g = found[i]
                  if torch.__isnot__(g, None):
                    g0 = unchecked_cast(Tensor, g)
                    _1 = torch.append(grads, g0)
                  else:
                    _2 = torch.append(grads, torch.zeros_like(params[i]))
                rate = float(torch.select(settings, 0, 0))
                decay = float(torch.select(settings, 0, 1))
                clip = float(torch.select(settings, 0, 2))
                none = annotate(List[Tensor], [])
                torch._foreach_add_(steps, 1)
                if torch.gt(clip, 0.):
                  norms = torch.stack(torch._foreach_norm(grads))
                  norm = torch.sqrt(torch.sum(torch.mul(norms, norms)))
                  scale = torch.clamp_min(torch.div(norm, clip), 1.)
                  torch._fused_adamw_(targets, grads, m, v, none, steps, lr=rate, beta1=0.9, beta2=0.999, \
            weight_decay=decay, eps=1e-08, amsgrad=False, maximize=False, grad_scale=scale)
                else:
                  torch._fused_adamw_(targets, grads, m, v, none, steps, lr=rate, beta1=0.9, beta2=0.999, \
            weight_decay=decay, eps=1e-08, amsgrad=False, maximize=False)
                return loss
            """;

    /** A pickled object of the class without fields of its own; see the pickle protocol, version 2. */
    private static final String OBJECT =
            "\u0080\u0002c__torch__.deephash\nStep\nq\u0000)\u0081}(X\u0008\u0000\u0000\u0000trainingq\u0001\u0088ubq\u0002.";

    private static final String NO_CONSTANTS = "\u0080\u0002).";

    private AdamScript() {}

    /** The module as a TorchScript archive. */
    static InputStream archive() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            store(zip, "step/data.pkl", OBJECT);
            store(zip, "step/code/__torch__/deephash.py", CODE);
            store(zip, "step/constants.pkl", NO_CONSTANTS);
            store(zip, "step/version", "3\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static void store(ZipOutputStream zip, String name, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
